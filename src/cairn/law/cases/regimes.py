"""Events of a case file that came with the later schemes: orders, prescribed matters, review, and the rest."""

from __future__ import annotations

from datetime import date
from typing import get_args

import msgspec

from cairn.law.cases.fields import Fields
from cairn.law.facts import (
    ChildHouseholdLeft,
    HomeAbsence,
    Order,
    ParentalDirection,
    PrescribedMatter,
    ReviewStep,
    TravelChanged,
)
from cairn.law.kinds import OrderKind, PrescribedChange, PrescribedKind, ReviewOutcome, ReviewStepKind

FURTHER_ORDER = "further-order"
_CHANGES: dict[str, tuple[PrescribedChange, ...]] = {
    "bank-account": ("opened", "closed", "altered"),
    "card": ("obtained", "gone", "altered"),
    "identity-document": ("obtained", "gone", "altered"),
}


class OrderEnded(msgspec.Struct, frozen=True):
    """An order discharged, or ended by another: becomes a field of that order."""

    order: str
    date: date
    fields: Fields


def order(fields: Fields) -> Order:
    """A court's order; `until` is its last day in force, or further-order."""
    further = fields.row.get("until") == FURTHER_ORDER
    made = Order(
        id=fields.text("id"),
        of=fields.the_choice("of", get_args(OrderKind)),
        date=fields.the_day("date"),
        served=fields.day("served"),
        in_force=fields.day("in_force"),
        until=None if further else fields.day("until"),
        further_order=further,
        travel_ban=fields.flag("travel_ban"),
    )
    for key, day in (("served", made.served), ("in_force", made.in_force), ("until", made.until)):
        if day is not None and day < made.date:
            fields.refuse(key, f"{day} is before date, {made.date}.")
    return made


def order_ended(fields: Fields) -> OrderEnded:
    """The end of an order before its day."""
    return OrderEnded(str(fields.needed("order")), fields.the_day("date"), fields)


def prescribed(fields: Fields) -> PrescribedMatter:
    """A bank account, a card or an identity document."""
    kind = fields.the_choice("kind", get_args(PrescribedKind))
    return PrescribedMatter(
        id=fields.text("id"),
        kind=kind,
        of=fields.the_choice("of", _CHANGES[kind]),
        date=fields.the_day("date"),
    )


def household_left(fields: Fields) -> ChildHouseholdLeft:
    """He ceased to stay at a household."""
    return ChildHouseholdLeft(id=fields.text("id"), at=str(fields.needed("at")), date=fields.the_day("date"))


def direction(fields: Fields) -> ParentalDirection:
    """A parental direction."""
    return ParentalDirection(id=fields.text("id"), date=fields.the_day("date"), until=fields.day("until"))


def review_step(fields: Fields) -> ReviewStep:
    """One step of a review: the kind is the event's, without "review-"."""
    step: ReviewStepKind = fields.row["kind"].removeprefix("review-")
    read = ReviewStep(
        id=fields.text("id"),
        step=step,
        date=fields.the_day("date"),
        outcome=fields.choice("outcome", get_args(ReviewOutcome)),
        notice_received=fields.day("notice_received"),
        further_years=fields.whole("further_years", 15),
    )
    if (step in {"determined", "appeal-determined"}) != (read.outcome is not None):
        fields.refuse("outcome", "a determination, and only a determination, has one: allowed or refused.")
    return read


def absent_from_home(fields: Fields) -> HomeAbsence:
    """Away from the sole or main residence, in local times."""
    fields.needed("from")
    leaves, returns = fields.moment("from"), fields.moment("to")
    assert leaves is not None  # noqa: S101  needed() has refused the rest
    if returns is not None and returns < leaves:
        fields.refuse("to", f"{returns} is before from, {leaves}.")
    return HomeAbsence(
        id=fields.text("id"),
        leaves=leaves,
        returns=returns,
        expected=fields.day("expected"),
        known=fields.day("known"),
    )


def travel_changed(fields: Fields) -> TravelChanged:
    """Something notified of a journey is no longer right."""
    return TravelChanged(
        id=fields.text("id"), about=str(fields.needed("travel")), date=fields.the_day("date")
    )


REVIEW_KINDS = tuple(f"review-{step}" for step in get_args(ReviewStepKind))
