"""Offering a record to another agency, and taking the offer back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cairn.access.need_to_know.matrix import matrix
from cairn.access.transfers.queries import get_transfer
from cairn.access.transfers.services import offer_record, withdraw_offer
from cairn.accounts.agencies.queries import active_agencies
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import in_words
from cairn.errors import Conflict, NotFound
from cairn.ledger.operations import declare_form
from cairn.web.need_to_know.deed import Deed, deed_page, plain
from cairn.web.need_to_know.forms import OfferForm, WhyForm
from cairn.web.person.viewer import case_page

OFFER_FORM = declare_form("offer this record to another agency", "offer the record to another agency")
WITHDRAW_FORM = declare_form("withdraw an offer", "withdraw an offer")

_SUPERVISOR = frozenset({Role.SUPERVISOR})


@require_http_methods(["GET", "POST"])
@case_page
def offer(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Offer the record to another agency."""

    def does(given: dict[str, Any]) -> str:
        made = offer_record(user, nominal_id=nominal_id, **given)
        return (
            f"Offered to {made.to_agency.name}, until {in_words(made.lapses_on)}. "
            "Until it accepts, your agency owns the record and answers for everything that is owed."
        )

    rule = matrix().transfer
    deed = Deed(
        "Offer this record to another agency",
        "Offer this record",
        _SUPERVISOR,
        OFFER_FORM,
        (
            f"The supervisors of that agency may read the record for {rule.offer_days} days, to decide.",
            "Nothing changes hands, and nothing pauses, until one of them accepts.",
            f"Then your agency stays a partner for {rule.overlap_days} days.",
            "If the record is restricted: after offering it, name the supervisor there who will take it over.",
        ),
    )
    agencies = [agency for agency in active_agencies() if agency.pk != user.agency_id]
    form = lambda data: OfferForm(data, agencies=agencies)  # noqa: E731
    return deed_page(request, user, nominal_id, deed, form=form, does=does)


@require_http_methods(["GET", "POST"])
@case_page
def withdraw(request: HttpRequest, user: User, nominal_id: UUID, transfer_id: UUID) -> HttpResponse:
    """Take an offer back."""

    def about() -> str:
        found = get_transfer(transfer_id)
        if found.nominal_id != nominal_id:
            raise NotFound("There is no such offer of this record, or none that you may see.")
        if found.outcome:
            raise Conflict(f"This offer was {found.get_outcome_display().lower()} already.")
        return f"Offered to {found.to_agency.name}, until {in_words(found.lapses_on)}"

    def does(given: dict[str, Any]) -> str:
        made = withdraw_offer(user, transfer_id=transfer_id, why=given["why"])
        return f"Withdrawn. {made.to_agency.name} no longer reads this record because of it."

    deed = Deed("Withdraw an offer", "Withdraw the offer", _SUPERVISOR, WITHDRAW_FORM, warning=True)
    return deed_page(request, user, nominal_id, deed, form=plain(WhyForm), does=does, about=about)
