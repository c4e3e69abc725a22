"""Bringing another agency in, and ending its access."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cairn.access.models import Partnership, Relation
from cairn.access.partnerships.queries import partnerships_of
from cairn.access.partnerships.services import end_partnership, open_partnership
from cairn.accounts.agencies.queries import active_agencies
from cairn.accounts.models import User
from cairn.accounts.roles import SHARERS
from cairn.dates import in_words, today
from cairn.errors import NotFound
from cairn.ledger.operations import declare_form
from cairn.web.need_to_know.deed import Deed, deed_page, plain
from cairn.web.need_to_know.forms import EndForm, ShareForm
from cairn.web.need_to_know.words import every_partner_reads, purpose_hints
from cairn.web.person.viewer import case_page

SHARE_FORM = declare_form("share with another agency", "share with another agency")
END_FORM = declare_form("end an agency's access", "end an agency’s access")


@require_http_methods(["GET", "POST"])
@case_page
def share(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Let another agency work with the person, from today."""

    def does(given: dict[str, Any]) -> str:
        open_partnership(user, nominal_id=nominal_id, relation=Relation.PARTNER, starts=today(), **given)
        return f"{given['agency'].name} now works with this person, and sees what its purpose needs."

    working = {row.agency_id for row in partnerships_of(nominal_id) if row.current_on(today())}
    agencies = [agency for agency in active_agencies() if agency.pk not in working]
    deed = Deed(
        "Share with another agency",
        "Share",
        SHARERS,
        SHARE_FORM,
        ("Share what is necessary and proportionate.", every_partner_reads()),
        hints={"purpose_kind": purpose_hints()},
    )
    form = lambda data: ShareForm(data, agencies=agencies)  # noqa: E731
    return deed_page(request, user, nominal_id, deed, form=form, does=does)


@require_http_methods(["GET", "POST"])
@case_page
def end(request: HttpRequest, user: User, nominal_id: UUID, partnership_id: UUID) -> HttpResponse:
    """The last day on which an agency sees the record."""

    def does(given: dict[str, Any]) -> str:
        row = end_partnership(user, partnership_id=partnership_id, until=given["until"])
        return f"{row.agency.name} sees this record until {in_words(given['until'])}, and not after."

    def about() -> str:
        row = _partnership(nominal_id, partnership_id)
        return f"{row.agency.name}: {row.purpose}"

    deed = Deed("End an agency's access", "End access", SHARERS, END_FORM, warning=True)
    form = plain(EndForm, until=today())
    return deed_page(request, user, nominal_id, deed, form=form, does=does, about=about)


def _partnership(nominal_id: UUID, partnership_id: UUID) -> Partnership:
    found = next((row for row in partnerships_of(nominal_id) if row.pk == partnership_id), None)
    if found is None:
        raise NotFound("There is no such partnership, or none that you may see.")
    return found
