"""Who manages the person, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import CASE_MANAGERS
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.succession import check_allocation, follow, restores
from cairn.subjects.declaration import Amending, Event, Subject


def _events(row: Allocation) -> Iterator[Event]:
    yield Event(row.starts, "Offender manager", row.officer.name)


ALLOCATION = Subject(
    key="allocation",
    model=Allocation,
    fact="allocation",
    order=("-starts",),
    begins="starts",
    ends="ends",
    events=_events,
    called="an allocation to an offender manager",
    letter="officer who manages you",
    refusals={
        "allocation_ends_after_start": ("ends", "It ended before it began. Check both dates."),
        "one_officer_at_a_time": ("starts", "Somebody else manages the person already. End that first."),
    },
    amending=Amending(
        roles=CASE_MANAGERS,
        fields=("starts", "ends", "reason", "note"),
        check=check_allocation,
        follow=follow,
        restores=restores,
    ),
)
