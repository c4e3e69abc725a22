"""One request for access from another agency: answered by the agency that owns the record, followed by the one that asked."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.access.models import AccessRequest
from cairn.access.requests.queries import get_request
from cairn.access.requests.services import grant_access, refuse_access
from cairn.accounts.models import User
from cairn.accounts.roles import SHARERS
from cairn.dates import today
from cairn.errors import Conflict, NotAllowed
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.record.identity.queries import shown_names
from cairn.web.actions.page import ActionPage, Data, Done, Ids, Opened, Typed, asking
from cairn.web.actions.shown import on_page
from cairn.web.need_to_know.forms import GrantForm, RefuseForm
from cairn.web.need_to_know.on_access import to_decide
from cairn.web.need_to_know.watched import this_row
from cairn.web.need_to_know.words import every_partner_reads, purpose_hints
from cairn.web.person.viewer import case_page, must_read_cases

REQUEST_OPENED = declare_page("request for access", "Read a request for access")


def _may_answer(user: User, asked: AccessRequest) -> bool:
    return asked.agency_id != user.agency_id and user.has_role(*SHARERS)


def _open(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Raises
        NotFound: no such request, or none that this user may see.
        NotAllowed: the owner answers, in a role that shares records.
        Conflict: it was answered.
    """
    must_read_cases(user)
    asked = get_request(ids["request_id"])
    enter(user, REQUEST_OPENED, nominal_id=asked.nominal_id)
    if not _may_answer(user, asked):
        raise NotAllowed("Only the agency that owns the record answers this request.")
    if asked.outcome:
        raise Conflict(f"This request was {asked.get_outcome_display().lower()} already.")
    return Opened(request, user, today(), ids, row=asked)


def _about(opened: Opened) -> str:
    asked = opened.row
    return f"{asked.agency.name}, {asked.get_purpose_kind_display().lower()}: {asked.why}"


def _grant_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    asked = opened.row
    return GrantForm(data, initial={"purpose_kind": asked.purpose_kind, "days": asked.days})


def _grant(opened: Opened, typed: Typed) -> Done:
    grant_access(opened.user, request_id=opened.row.pk, **typed)
    return Done(f"Granted. {opened.row.agency.name} works with this person from today.")


def _refuse(opened: Opened, typed: Typed) -> Done:
    refuse_access(opened.user, request_id=opened.row.pk, **typed)
    return Done(f"Refused. {opened.row.agency.name} can read why.")


def _hints(_: Opened) -> dict[str, dict[str, str]]:
    return {"purpose_kind": purpose_hints()}


GRANT = ActionPage(
    name="grant_access",
    title="Grant access",
    button="Grant access",
    form=_grant_form,
    does=_grant,
    outside=_open,
    about=_about,
    hints=_hints,
    watches=this_row(AccessRequest, "request_id"),
    back=to_decide,
)
REFUSE = ActionPage(
    name="refuse_access",
    title="Refuse access",
    button="Refuse",
    form=asking(RefuseForm),
    does=_refuse,
    outside=_open,
    about=_about,
    watches=this_row(AccessRequest, "request_id"),
    back=to_decide,
)


@require_safe
@case_page
def access_request(request: HttpRequest, user: User, request_id: UUID) -> HttpResponse:
    """
    What is asked, and for whoever answers, the forms that grant it, perhaps for less, or refuse it with the reason.

    Raises
        NotFound: no such request, or none that this user may see.
    """
    asked = get_request(request_id)
    enter(user, REQUEST_OPENED, nominal_id=asked.nominal_id)
    answers = not asked.outcome and _may_answer(user, asked)
    pages = (GRANT, REFUSE) if answers else ()
    context = {
        "asked": asked,
        "answers": answers,
        "forms": {
            page.name: on_page(page, request, user, row=asked, request_id=request_id) for page in pages
        },
        "every_partner_reads": every_partner_reads(),
        "name": shown_names([asked.nominal_id]).get(asked.nominal_id),
    }
    return render(request, "need_to_know/access_request.html", context)
