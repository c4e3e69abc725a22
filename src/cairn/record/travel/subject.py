"""Journeys outside the United Kingdom, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.travel.models import Trip
from cairn.record.travel.services import check_trip
from cairn.subjects.declaration import Amending, Event, Subject


def _events(trip: Trip) -> Iterator[Event]:
    yield Event(trip.departs_on, "Leaves the United Kingdom", trip.first_country)
    if trip.returns_on:
        yield Event(trip.returns_on, "Due back in the United Kingdom", trip.return_point)
    if trip.cancelled_on:
        yield Event(trip.cancelled_on, "Journey cancelled", trip.first_country)


TRIP = Subject(
    key="travel",
    model=Trip,
    fact="notifications",
    order=("-departs_on", "-recorded_at"),
    begins="known_on",
    events=_events,
    refusals={
        "trip_returns_after_departure": (
            "returns_on",
            "The return is before the departure. Check both days.",
        ),
        "trip_cancelled_before_departure": (
            "cancelled_on",
            "The journey had begun by then. Record the return.",
        ),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=(
            "known_on",
            "departs_on",
            "returns_on",
            "first_country",
            "arrival_point",
            "return_point",
            "itinerary",
            "late_reason",
            "excused",
            "cancelled_on",
        ),
        check=check_trip,
    ),
)
