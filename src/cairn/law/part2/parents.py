"""A parent bears a young person's duties while a court's direction is in force: SOA 2003 ss.89-90, 96ZB."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from cairn.dates import corresponding
from cairn.law.answers import Duty, Reason
from cairn.law.part2.view import View
from cairn.law.rules import COMMENCEMENT, rule

_BORNE = frozenset({"initial", "change", "periodic", "travel", "travel-change", "return"})
_TEXT = "a court directed on {date} that a parent bears the duties, until {until}, and attends with the young person"


@rule("SOA 2003 s.89(1)-(2)", since=COMMENCEMENT)
def borne_by_parents(view: View, duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """The duties, each owed by the parent if a direction was in force on the day that matters for it."""
    spans = _spans(view)
    if not spans:
        return duties
    return tuple(_borne(duty, view.as_at, spans) for duty in duties)


def _spans(view: View) -> list[tuple[date, date, str | None]]:
    """First day, last day and id of each direction: until 18 (16 in Scotland), or the day it says if sooner."""
    spans = []
    for direction in view.person.directions:
        view.horizon.consider(direction.date)
        age = view.rules.figure("parent-until", direction.date)
        last = corresponding(view.person.born, age * 12) - timedelta(days=1)
        last = last if direction.until is None else min(last, direction.until)
        view.horizon.consider(last + timedelta(days=1))
        if direction.date <= view.as_at and direction.date <= last:
            spans.append((direction.date, last, direction.id))
    return spans


def _borne(duty: Duty, as_at: date, spans: list[tuple[date, date, str | None]]) -> Duty:
    day = duty.met_on or as_at
    for first, last, fact in spans:
        if duty.kind in _BORNE and first <= day <= last:
            reason = Reason(
                "SOA 2003 s.89",
                _TEXT,
                (("date", first), ("until", last)),
                (fact,) if fact else (),
                reads=(("parent-until", first),),
            )
            return msgspec.structs.replace(duty, owed_by="parent", reasons=(*duty.reasons, reason))
    return duty
