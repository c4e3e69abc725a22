"""MAPPA levels, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import PLAN_MAKERS
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level.services import check_level
from cairn.subjects.declaration import Amending, Event, Subject


def _events(row: ManagementLevel) -> Iterator[Event]:
    yield Event(row.set_on, f"Managed at level {row.level}", row.reason, row.set_by.name)


LEVEL = Subject(
    key="level",
    model=ManagementLevel,
    fact="plan",
    order=("-set_on", "-recorded_at"),
    begins="set_on",
    events=_events,
    makes_standing=True,
    amending=Amending(
        roles=PLAN_MAKERS, fields=("level", "set_on", "lead_agency_id", "reason"), check=check_level
    ),
)
