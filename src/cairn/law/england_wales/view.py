"""What the notification rules look at for one person on one day, worked out once, and how a duty stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import msgspec

from cairn.law.answers import SOA_PART_2, DutyState
from cairn.law.england_wales.absence import Spans, away
from cairn.law.england_wales.horizon import Horizon
from cairn.law.england_wales.standing import Standing, standing
from cairn.law.facts import Notification, Person
from cairn.law.parameters import Parameter, load

PARAMETERS: Mapping[str, Parameter] = load(Path(__file__).with_name("notification.toml"))
ONE_DAY = timedelta(days=1)
# Of one day: the first notification comes before a change, and that before a periodic one.
_RANK = {"initial": 0, "change": 1, "periodic": 2, "travel": 3, "return": 4}


class View(msgspec.Struct, frozen=True, gc=False):
    """
    One person on one day.

    Parameters
        spans: time left out (absence.py).
        told: notifications given by `as_at` under Part 2, earliest first.
    """

    person: Person
    as_at: date
    horizon: Horizon
    standing: Standing
    spans: Spans
    told: tuple[Notification, ...]

    def over(self, arose: date) -> bool:
        """Whether the registration during which something arose has come to an end."""
        current = self.standing.current
        return current is None or arose < current.start

    def state(self, arose: date, due: date | None, latest: date | None, met_on: date | None) -> DutyState:
        """
        How a duty stands, and when that changes by itself.

        What was done after `due` but by `latest` was in time on one reading, so it is not called late.
        """
        if met_on is not None:
            return "met" if latest is None or met_on <= latest else "met-late"
        if self.over(arose):
            return "ended"
        if due is None:
            return "suspended"
        self.horizon.consider(due + ONE_DAY)
        if latest is not None and latest > due:
            self.horizon.consider(latest + ONE_DAY)
        return "open" if self.as_at <= due else "overdue"


def look(person: Person, as_at: date) -> View:
    """Everything the rules need, worked out once."""
    horizon = Horizon(as_at)
    if person.died is not None:
        horizon.consider(person.died)
        horizon.consider(person.died + ONE_DAY)
    stands = standing(person, as_at, horizon)
    told = []
    for given in person.notifications:
        if given.date > as_at:
            horizon.consider(given.date)
        elif given.regime is None or given.regime == SOA_PART_2:
            told.append(given)
    told.sort(key=_order)
    return View(person, as_at, horizon, stands, away(person, as_at, horizon), tuple(told))


def _order(given: Notification) -> tuple[date, int, str, str]:
    return (given.date, _RANK[given.of], given.about or "", given.id or "")


def in_force(key: str, day: date) -> int:
    """
    The figure in force on `day`, for a rule that is itself in force then.

    Raises
        LookupError: nothing was in force.
    """
    value = PARAMETERS[key].on(day)
    if value is None:
        raise LookupError(f"No provision of {key} was in force on {day}.")
    return value
