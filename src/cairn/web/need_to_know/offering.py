"""Offering a record to another agency, and taking the offer back."""

from __future__ import annotations

from django import forms

from cairn.access.models import Transfer
from cairn.access.need_to_know.matrix import matrix
from cairn.access.transfers.queries import get_transfer
from cairn.access.transfers.services import offer_record, withdraw_offer
from cairn.accounts.agencies.queries import active_agencies
from cairn.dates import in_words
from cairn.errors import Conflict, NotFound
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed, asking
from cairn.web.need_to_know.forms import OfferForm, WhyForm
from cairn.web.need_to_know.on_access import SUPERVISOR, only_in, to_access
from cairn.web.need_to_know.watched import access_to


def _offer_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    own = opened.user.agency_id
    return OfferForm(data, agencies=[agency for agency in active_agencies() if agency.pk != own])


def _intro(_: Opened) -> tuple[str, ...]:
    rule = matrix().transfer
    return (
        f"The supervisors of that agency can read the record for {rule.offer_days} days, to decide.",
        "Nothing changes hands, and nothing pauses, until one of them accepts.",
        f"Then your agency stays a partner for {rule.overlap_days} days.",
        "If the record is restricted: after offering it, name the supervisor there who will take it over.",
    )


def _offer(opened: Opened, typed: Typed) -> Done:
    made = offer_record(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(
        f"Offered to {made.to_agency.name}, until {in_words(made.lapses_on)}. "
        "Until it accepts, your agency owns the record and answers for everything that is due."
    )


def _transfer(opened: Opened) -> Transfer:
    found = get_transfer(opened.ids["transfer_id"])
    if found.nominal_id != opened.nominal_id:
        raise NotFound("There is no such offer of this record, or none that you can see.")
    if found.outcome:
        raise Conflict(f"This offer was {found.get_outcome_display().lower()} already.")
    return found


def _which(opened: Opened) -> str:
    return f"Offered to {opened.row.to_agency.name}, until {in_words(opened.row.lapses_on)}"


def _withdraw(opened: Opened, typed: Typed) -> Done:
    made = withdraw_offer(opened.user, transfer_id=opened.row.pk, why=typed["why"])
    return Done(f"Withdrawn. {made.to_agency.name} can no longer read this record because of it.")


OFFER = ActionPage(
    name="offer_record",
    title="Offer this record to another agency",
    button="Offer this record",
    form=_offer_form,
    does=_offer,
    roles=SUPERVISOR,
    refusal=only_in(SUPERVISOR),
    watches=access_to(Transfer),
    tab="access",
    intro=_intro,
    back=to_access,
)
WITHDRAW = ActionPage(
    name="withdraw_offer",
    title="Withdraw an offer",
    button="Withdraw the offer",
    form=asking(WhyForm),
    does=_withdraw,
    roles=SUPERVISOR,
    refusal=only_in(SUPERVISOR),
    row=_transfer,
    about=_which,
    watches=access_to(Transfer),
    tab="access",
    is_warning=True,
    back=to_access,
)
