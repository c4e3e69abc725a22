"""Visits, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import CASE_MANAGERS
from cairn.subjects.declaration import Amending, Event, Subject
from cairn.supervision.visits.models import Visit
from cairn.supervision.visits.services import check_visit


def _events(row: Visit) -> Iterator[Event]:
    yield Event(
        row.visited_on, f"Visit: {row.get_outcome_display().lower()}", row.observations, row.visited_by.name
    )


VISIT = Subject(
    key="visits",
    model=Visit,
    fact="visits",
    order=("-visited_on", "-recorded_at"),
    begins="visited_on",
    events=_events,
    amending=Amending(
        roles=CASE_MANAGERS,
        fields=("visited_on", "outcome", "announced", "entry_sought", "observations"),
        check=check_visit,
    ),
)
