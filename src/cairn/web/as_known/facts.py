"""Which facts were added, changed or withdrawn between two moments of knowledge, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.web.person.past import SUBJECTS, Writing, past_of

_LABELS = {"Recorded": "Added", "Changed": "Changed", "Removed": "Withdrawn"}


@dataclass(frozen=True, slots=True)
class FactMoved:
    """One writing of a fact, under its kind's title; `subject` names its history."""

    title: str
    subject: str
    label: str
    writing: Writing


def facts_between(nominal_id: UUID, earlier: datetime, later: datetime) -> tuple[FactMoved, ...]:
    """
    Everything that was written after one moment and by the other, as far as the user may see, oldest first.

    Photographs and bank details are not among them.
    """
    found = [
        FactMoved(kind.title, subject, _LABELS.get(writing.label, writing.label), writing)
        for subject, kind in SUBJECTS.items()
        for writing in past_of(subject, nominal_id)
        if earlier < writing.at <= later and writing.values
    ]
    return tuple(sorted(found, key=lambda one: one.writing.at))
