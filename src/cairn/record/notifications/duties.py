"""What the law of notification says is owed: the law's own answer, in the words of the counter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from zoneinfo import ZoneInfo

from cairn.duties.source import STATUTE, Answer, Case, DutyOwed, DutySource
from cairn.law.answers import CURRENT, Duty
from cairn.law.facts import Person
from cairn.record.notifications.duty_words import KINDS, duty_words

_LONDON = ZoneInfo("Europe/London")


class NotificationSource(DutySource[None]):
    """The duties of `cairn.law`, and the day on which the law's answer changes by itself."""

    name: ClassVar[str] = "notification"
    kinds: ClassVar[Mapping[str, str]] = KINDS

    def read(self, document: str | None) -> None:
        return None

    def answer(self, facts: None, case: Case) -> Answer:
        owed = [_owed(duty, case.person) for duty in case.assessment.duties if duty.state in CURRENT]
        return Answer(owed, [case.assessment.changes_on])


def _owed(duty: Duty, person: Person) -> DutyOwed:
    return DutyOwed(
        basis=STATUTE,
        kind=duty.kind,
        of=duty.of or "",
        state=duty.state,
        due=duty.due,
        due_at=duty.due_at.replace(tzinfo=_LONDON) if duty.due_at else None,
        latest=duty.latest,
        arose=duty.arose,
        what=duty_words(duty, person),
        why=duty.why,
        provision=duty.basis,
        owed_by=duty.owed_by,
    )


NOTIFICATION = NotificationSource()
