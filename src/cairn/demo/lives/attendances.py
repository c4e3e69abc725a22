"""
Every attendance at a police station: the first, one for each change, and the periodic ones between.

The person mostly comes in time. Who is late, who is prosecuted for it and who is overdue today follow
the published figures (docs/demo-register.md).
"""

from __future__ import annotations

from datetime import date, timedelta

from cairn.demo.chance import days, years_after
from cairn.demo.lives.life import Life, Owed
from cairn.demo.lives.sentences import breach
from cairn.demo.people import places
from cairn.record.custody.models import AwayKind
from cairn.record.notifications.models import Matter, Notification, NotifiedMatter

_LATE = 0.07
# Of those who notify late, how many are convicted of it: with _LATE, about 2.6 in a hundred a year, as
# published (a notification of a change takes the place of some of the periodic ones).
_CONVICTED = 0.7
_RESTARTS = {Matter.INITIAL, Matter.CHANGE, Matter.PERIODIC}


def attend(life: Life) -> None:
    """Write every notification that this person has given."""
    free = life.free_from
    if free is None or not life.registered_on(life.relevant):
        return
    waiting = [Owed(Matter.INITIAL, life.relevant, life.soon(free)), *life.owed]
    waiting.sort(key=lambda owed: (owed.comes, owed.of, owed.about))
    last: date | None = None
    while waiting and waiting[0].comes < life.as_at:
        day = waiting[0].comes
        last = _periodic(life, last, day)
        now = [owed for owed in waiting if owed.arose <= day]
        waiting = [owed for owed in waiting if owed.arose > day]
        _notify(life, day, now)
        if last is None or any(owed.of in _RESTARTS for owed in now):
            last = day
    _periodic(life, last, life.as_at, target=_target(life))


def _target(life: Life) -> date | None:
    """The day of the last notification, for a life whose yearly one is to fall due on a chosen day."""
    if life.traits.homeless:
        return life.as_at - days(7 + life.chance.whole(1, 4)) if life.traits.annual == "lapsed" else None
    if life.traits.annual == "today":
        return years_after(life.as_at, -1)
    if life.traits.annual == "week":
        return years_after(life.as_at + days(life.chance.whole(1, 6)), -1)
    if life.traits.annual == "lapsed":
        return years_after(life.as_at - days(life.chance.whole(1, 70)), -1)
    return None


def _periodic(life: Life, last: date | None, before: date, target: date | None = None) -> date | None:
    """The periodic notifications after `last` and before that day; gives back the last one."""
    if last is None:
        return None
    if target is not None and target <= last:
        target = None
    while True:
        comes, late = _next(life, last)
        if target is not None and comes is not None and comes > target and not life.is_away(target):
            comes, late = target, False
        if comes is None or comes >= before or not life.registered_on(comes):
            return last
        _notify(life, comes, [Owed(Matter.PERIODIC, comes, comes)])
        if late and life.chance.happens(_CONVICTED):
            breach(life, comes)
        last = comes
        if last == target:
            return last


def _next(life: Life, last: date) -> tuple[date | None, bool]:
    """When the person next comes, and whether that is late. None: kept away, and told on release."""
    chance = life.chance
    weekly = any(first <= last and (end is None or last < end) for first, end in life.homeless)
    due = last + days(7) if weekly else years_after(last, 1)
    late = chance.happens(_LATE)
    if late:
        comes = due + days(chance.whole(1, 3 if weekly else 45))
    else:
        comes = due - days(chance.whole(0, 2 if weekly else 24))
    for away in life.away:
        if away.began <= max(comes, due) and (away.ended is None or min(comes, due) < away.ended):
            if away.ended is None or away.kind != AwayKind.ABROAD:
                return (comes, False) if comes < away.began else (None, False)
            return away.ended + days(chance.whole(0, 2)), False
    return comes, late and not weekly


def _notify(life: Life, day: date, matters: list[Owed]) -> None:
    chance = life.chance
    given = chance.moment(day, 9, 17)
    first = any(owed.of is Matter.INITIAL for owed in matters)
    taker = life.unit.staff["counter"] if chance.happens(0.7) else life.officer
    row = Notification(
        id=chance.uuid(),
        nominal_id=life.nominal_id,
        given_at=given,
        given_on=day,
        station=chance.pick(places.STATIONS),
        received_by_id=taker.pk,
        fingerprints_taken=first,
        photograph_taken=first or chance.happens(0.3),
        acknowledged_at=given + timedelta(minutes=chance.whole(5, 25)),
        recorded_at=given + timedelta(minutes=chance.whole(1, 4)),
    )
    life.add(row)
    for owed in matters:
        life.add(
            NotifiedMatter(
                id=chance.uuid(),
                nominal_id=life.nominal_id,
                notification_id=row.id,
                of=owed.of,
                about=owed.about,
                trip_id=owed.trip_id,
                return_on=owed.return_on,
                return_point=owed.return_point,
            )
        )
