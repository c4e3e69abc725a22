"""Court orders, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.dates import in_words
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.services import check_court_order
from cairn.subjects.declaration import Amending, Event, Subject


def _events(order: CourtOrder) -> Iterator[Event]:
    kind = order.get_kind_display()
    lasts = f"Until {in_words(order.until)}" if order.until else "Until further order"
    yield Event(order.made_on, kind, ". ".join(part for part in (lasts, order.court) if part))
    if order.in_force_on and order.in_force_on != order.made_on:
        yield Event(order.in_force_on, f"{kind}: in force")
    if order.ended_on:
        yield Event(order.ended_on, f"{kind}: ended", order.ended_how)
    elif order.until:
        yield Event(order.until, f"{kind}: last day")


ORDER = Subject(
    key="orders",
    model=CourtOrder,
    fact="orders",
    order=("-made_on", "-recorded_at", "id"),
    begins="made_on",
    events=_events,
    letter="order of a court",
    makes_standing=True,
    refusals={
        "order_served_and_in_force_after_made": (
            "made_on",
            "It was made after it was served or in force.",
        ),
        "order_has_an_end_or_runs_until_further_order": (
            "until",
            "Give a last day that is not before the day it was made, or say that it runs until further order.",
        ),
        "order_ended_after_made": ("ended_on", "It ended before it was made. Give a later day."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=(
            "kind",
            "made_on",
            "served_on",
            "in_force_on",
            "until",
            "further_order",
            "travel_ban",
            "court",
            "terms",
            "ended_on",
            "ended_how",
        ),
        check=check_court_order,
    ),
)
