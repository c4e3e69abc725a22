"""What the notification rules look at for one person on one day, worked out once, and how a duty stands."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from cairn.law.answers import SOA_PART_2, DutyState
from cairn.law.facts import Notification, Person
from cairn.law.part2.absence import Spans, away
from cairn.law.part2.entries import Entry, entries
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.registration_periods import RegistrationPeriods, registration_periods
from cairn.law.part2.rule_set import RuleSet

ONE_DAY = timedelta(days=1)
# Of one day: the first notification comes before a change, and that before a periodic one.
_RANK = {"initial": 0, "change": 1, "periodic": 2, "travel": 3, "return": 4, "absence": 5}


class View(msgspec.Struct, frozen=True, gc=False):
    """
    One person on one day.

    Parameters
        rules: the figures of the person's jurisdiction, or of a sister scheme.
        spans: time left out (absence.py).
        entries: the ways in which he became subject.
        told: notifications given by `as_at` under the scheme, earliest first.
        regime: the scheme.
    """

    person: Person
    as_at: date
    horizon: Horizon
    rules: RuleSet
    registered: RegistrationPeriods
    entries: tuple[Entry, ...]
    spans: Spans
    told: tuple[Notification, ...]
    regime: str = SOA_PART_2

    def over(self, arose: date) -> bool:
        """Whether the registration during which something arose has come to an end."""
        current = self.registered.current
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


def look(person: Person, as_at: date, rules: RuleSet, horizon: Horizon | None = None) -> View:
    """Everything the rules need, worked out once."""
    horizon = horizon or Horizon(as_at)
    if person.died is not None:
        horizon.consider(person.died)
        horizon.consider(person.died + ONE_DAY)
    stands = registration_periods(person, as_at, horizon, rules)
    told = told_by(person, as_at, horizon, SOA_PART_2)
    spans = away(person, as_at, horizon)
    return View(person, as_at, horizon, rules, stands, entries(stands), spans, told)


def told_by(person: Person, as_at: date, horizon: Horizon, regime: str) -> tuple[Notification, ...]:
    """
    Notifications given by `as_at` that count for a scheme, earliest first.

    One that was not given by attending is none (SOA 2003 s.87(1)); no rule in force lets it be.
    """
    told = []
    for given in person.notifications:
        if given.date > as_at:
            horizon.consider(given.date)
        elif given.in_person and (given.regime is None or given.regime == regime):
            told.append(given)
    told.sort(key=_order)
    return tuple(told)


def _order(given: Notification) -> tuple[date, int, str, str]:
    return (given.date, _RANK[given.of], given.about or "", given.id or "")
