"""What a person at the counter has come for: chosen in advance from the duties that they owe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cairn.clock.models import Basis, Duty, DutyState
from cairn.web.base.filters import day, in_days

# A periodic notification this close is what somebody has come for.
_NEAR_DAYS = 56
_SUBJECT = {
    "home-address": "home",
    "name": "names",
    "stay": "addresses",
    "child-household": "addresses",
    "financial": "money",
    "identity-document": "documents",
}


@dataclass(frozen=True, slots=True)
class Due:
    """What to choose in advance, and the hint under each choice."""

    matters: tuple[str, ...]
    subjects: tuple[str, ...]
    hints: dict[str, str]


def _matter(duty: Duty) -> str:
    """The choice on the first page that would meet this duty."""
    if duty.kind == "change":
        return duty.of if duty.of in {"release", "did-not-happen"} else "change"
    return duty.kind


def _hint(duty: Duty, today: date) -> str:
    if duty.due is None:
        return "Owed; the clock is stopped."
    return f"{in_days(duty.due, today).capitalize()}: {day(duty.due)}."


def due_now(duties: Iterable[Duty], *, today: date) -> Due:
    """The person's own duties under the law that this visit may meet."""
    matters: dict[str, None] = {}
    subjects: dict[str, None] = {}
    hints: dict[str, str] = {}
    for duty in duties:
        if duty.basis != Basis.STATUTE or duty.owed_by != "offender":
            continue
        matter = _matter(duty)
        hints.setdefault(matter, _hint(duty, today))
        far = duty.due is None or (duty.due - today).days > _NEAR_DAYS
        if duty.kind == "periodic" and far and duty.state != DutyState.OVERDUE:
            continue
        matters[matter] = None
        if matter == "change" and duty.of in _SUBJECT:
            subjects[_SUBJECT[duty.of]] = None
    return Due(tuple(matters), tuple(subjects), hints)
