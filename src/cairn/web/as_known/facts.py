"""Which facts were added, changed or withdrawn between two moments of knowledge, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.record.amendments.queries import amendments_of, by_row_and_moment
from cairn.web.person.past import Writing, kinds, past_of

_LABELS = {"Recorded": "Added"}


@dataclass(frozen=True, slots=True)
class FactMoved:
    """One writing of a fact, under its kind's title; `subject` names its history."""

    title: str
    subject: str
    label: str
    writing: Writing


def facts_between(nominal_id: UUID, earlier: datetime, later: datetime) -> tuple[FactMoved, ...]:
    """Everything that was written after one moment and by the other, as far as the user may see, oldest first."""
    why = by_row_and_moment(amendments_of(nominal_id))
    found = [
        FactMoved(kind.heading, kind.key, _LABELS.get(writing.label, writing.label), writing)
        for kind in kinds()
        for writing in past_of(kind, nominal_id, why)
        if earlier < writing.at <= later and writing.values
    ]
    return tuple(sorted(found, key=lambda one: one.writing.at))
