"""One life in the making: its days, and the rows that tell of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Model

from cairn.accounts.models import User
from cairn.demo.agencies import Unit
from cairn.demo.chance import Chance, days
from cairn.demo.lives.offences import Story
from cairn.demo.lives.traits import Traits
from cairn.record.models import TimeAway
from cairn.record.notifications.models import Matter


@dataclass(slots=True)
class Owed:
    """Something to notify: what it is, the day it arose, and the day on which the person comes about it."""

    of: Matter
    arose: date
    comes: date
    about: str = ""
    trip_id: UUID | None = None
    return_on: date | None = None
    return_point: str = ""


@dataclass(slots=True)
class Life:
    """
    A person being made up, in order: sentence, homes, events, attendances, casework, plan.

    `relevant` is the day registration began, `until` the first day on which it had ended (None: never
    or not yet), `away` the periods in custody, in hospital or abroad.
    """

    index: int
    chance: Chance
    unit: Unit
    as_at: date
    traits: Traits
    story: Story
    nominal_id: UUID
    officer: User
    born: date
    relevant: date
    until: date | None
    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))
    away: list[TimeAway] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    homeless: list[tuple[date, date | None]] = field(default_factory=list)
    imprisoned: bool = False
    _busy: list[tuple[date, date]] = field(default_factory=list)

    def add(self, row: Model) -> None:
        """Keep a row of this life."""
        self.rows[type(row)].append(row)

    def written(self, day: date) -> datetime:
        """When a thing of that day was put on the record: that day, or now if the day has yet to come."""
        return self.chance.moment(min(day, self.as_at - days(1)), 9, 17)

    def is_away(self, day: date) -> bool:
        """Whether the person is in custody, in hospital or abroad on that day."""
        return any(away.began <= day and (away.ended is None or day < away.ended) for away in self.away)

    def go_away(self, away: TimeAway) -> None:
        """Keep a period away, still running if its end has not come."""
        if away.ended is not None and away.ended > self.as_at:
            away.ended = None
        self.away.append(away)
        self.add(away)

    @property
    def free_from(self) -> date | None:
        """The first day at liberty under registration; None if it has not come."""
        day = self.relevant
        for away in sorted(self.away, key=lambda period: period.began):
            if away.began <= day and (away.ended is None or day < away.ended):
                if away.ended is None:
                    return None
                day = away.ended
        return day if day <= self.as_at else None

    def registered_on(self, day: date) -> bool:
        """Whether notification requirements bind on that day."""
        return self.story.registers and self.relevant <= day and (self.until is None or day < self.until)

    def claim(self, length: int, *, earliest: date | None = None, margin: int = 12) -> date | None:
        """
        A free stretch of so many days in the person's life at liberty, or None if there is none left.

        What happens in it overlaps nothing else, and leaves `margin` days on both sides to come and tell.
        """
        free = earliest or self.free_from
        last = min(self.until or self.as_at, self.as_at) - days(length + margin)
        if free is None or free + days(margin) >= last:
            return None
        for _ in range(4):
            day = self.chance.day(free + days(margin), last)
            first, end = day - days(margin), day + days(length + margin)
            if any(first <= busy[1] and busy[0] <= end for busy in self._busy):
                continue
            if any(a.began <= end and (a.ended is None or first < a.ended) for a in self.away):
                continue
            self._busy.append((first, end))
            return day
        return None

    def owe(self, owed: Owed) -> None:
        """Put down something to notify, if the person is bound to."""
        if self.registered_on(owed.arose):
            self.owed.append(owed)

    def soon(self, day: date, within: int = 2) -> date:
        """The day on which the person comes about a thing of that day: in time, seldom a few days late."""
        late = self.chance.whole(3, 12) if self.chance.happens(0.03) else 0
        return day + timedelta(days=self.chance.whole(0, within) + late)
