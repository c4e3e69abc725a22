"""What the law of notification says is owed: the law's own answer, in the words of the counter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from zoneinfo import ZoneInfo

from cairn.dates import in_words
from cairn.duties.source import STATUTE, Answer, Case, DutyOwed, DutySource
from cairn.law.answers import CURRENT, POSSIBLE, Duty
from cairn.law.facts import Person
from cairn.law.needs import in_words as needs_in_words
from cairn.record.notifications.duty_words import KINDS, duty_words

_LONDON = ZoneInfo("Europe/London")


# What is owed, and what only may be.
_TOLD = (*CURRENT, POSSIBLE)


class NotificationSource(DutySource[None]):
    """The duties of `cairn.law`, and the day on which the law's answer changes by itself."""

    name: ClassVar[str] = "notification"
    kinds: ClassVar[Mapping[str, str]] = KINDS

    def read(self, document: str | None) -> None:
        return None

    def answer(self, facts: None, case: Case) -> Answer:
        owed = [_owed(duty, case.person) for duty in case.assessment.duties if duty.state in _TOLD]
        return Answer(owed, [case.assessment.changes_on])


def _owed(duty: Duty, person: Person) -> DutyOwed:
    possible = duty.state == POSSIBLE
    return DutyOwed(
        basis=STATUTE,
        kind=duty.kind,
        of=duty.of or "",
        state=duty.state,
        # What nobody owes for certain is due on no day; its day is in the line that says why.
        due=None if possible else duty.due,
        due_at=duty.due_at.replace(tzinfo=_LONDON) if duty.due_at and not possible else None,
        latest=duty.latest,
        arose=duty.arose,
        what=duty_words(duty, person),
        why=_if_registrable(duty) if possible else duty.why,
        provision=duty.basis,
        owed_by=duty.owed_by,
    )


def _if_registrable(duty: Duty) -> str:
    by = f", by {in_words(duty.due)}" if duty.due else ""
    return f"Only if they are registrable{by}: it turns on {needs_in_words(duty.needs)}. {duty.why}"


NOTIFICATION = NotificationSource()
