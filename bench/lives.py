"""
Invented lives of a fixed number of events: the same seed gives the same life.

An event is one fact of `cairn.law.facts.Person`, as in a case file. A life begins with a conviction and
its sentence; custody, the first notification, a yearly one and sometimes an order follow; moves, names,
stays, journeys and the rest fill it up, most of them notified in time, some late and some never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

import msgspec

from cairn.law.facts import (
    Away,
    AwayKind,
    ChildHousehold,
    ChildHouseholdLeft,
    Conviction,
    Disposal,
    DisposalKind,
    Fact,
    HomeAbsence,
    HomeAddress,
    NameUsed,
    NoFixedAbode,
    Notification,
    NotificationOf,
    Order,
    Person,
    PrescribedChange,
    PrescribedKind,
    PrescribedMatter,
    Stay,
    Term,
    Travel,
)

EVENTS = 50
AS_AT = date(2026, 3, 2)
_OFFENCES = (
    *("SOA 2003 s.1", "SOA 2003 s.3", "SOA 2003 s.9", "SOA 2003 s.9 (attempt)", "SOA 2003 s.10"),
    *("SOA 2003 s.15", "SOA 2003 s.47", "SOA 2003 s.66"),
    *("Protection of Children Act 1978 s.1", "Criminal Justice Act 1988 s.160"),
)
# Kind, shortest and longest term in months, earliest and latest year of conviction, weight.
_SENTENCES: tuple[tuple[DisposalKind, int, int, int, int, int], ...] = (
    ("imprisonment", 30, 120, 2005, 2021, 30),
    ("imprisonment", 7, 29, 2015, 2023, 20),
    ("suspended-imprisonment", 4, 24, 2016, 2023, 20),
    ("community-order", 24, 36, 2020, 2023, 15),
    ("extended", 48, 96, 2006, 2019, 6),
    ("hospital-order", 24, 60, 2012, 2022, 4),
    ("dto", 12, 24, 2020, 2023, 3),
    ("conditional-discharge", 24, 36, 2021, 2023, 2),
)
_WEIGHTS = [row[-1] for row in _SENTENCES]
_IN_TIME, _LATE, _NEVER = 85, 10, 5
_A_DAY = timedelta(days=1)


def lives(number: int, first: int = 0, events: int = EVENTS) -> Iterator[Person]:
    """So many lives, one after another; `first` is the seed of the first."""
    for seed in range(first, first + number):
        yield life(seed, events)


def life(seed: int, events: int = EVENTS) -> Person:
    """The life of this seed, of exactly so many events."""
    return _Life(Random(seed), events).person()


def written(person: Person) -> bytes:
    """The life as JSON, without the fields that have nothing to say: as whoever sends it would write it."""
    return msgspec.json.encode(_said(person))


def _said(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        defaults = _defaults(type(value))
        found = {name: getattr(value, name) for name in defaults}
        return {name: _said(each) for name, each in found.items() if each != defaults[name]}
    return [_said(each) for each in value] if isinstance(value, tuple) else value


@cache
def _defaults(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {field.name: field.default for field in msgspec.structs.fields(struct)}


class _Life:
    """A life being written: its facts under the name of the field of `Person` that holds them."""

    def __init__(self, chance: Random, events: int) -> None:
        self.chance = chance
        self.room = events
        self.number = 0
        self.facts: dict[str, list[Fact]] = {}
        kind, low, high, first, last, _ = chance.choices(_SENTENCES, _WEIGHTS)[0]
        self.kind: DisposalKind = kind
        self.months = chance.randint(low, high)
        self.convicted = date(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))
        age = chance.randint(15, 17) if kind == "dto" else chance.randint(18, 70)
        self.born = self.convicted - timedelta(days=365 * age + chance.randint(4, 364))
        self.free = self.convicted

    def person(self) -> Person:
        self._sentenced()
        self._notified_first()
        self._every_year()
        incidents, weights = zip(*self._incidents(), strict=True)
        while self.room:
            self.chance.choices(incidents, weights)[0](self._day())
        filled = {field: tuple(facts) for field, facts in self.facts.items()}
        return Person(born=self.born, **filled)  # type: ignore[arg-type]

    def _incidents(self) -> tuple[tuple[Callable[[date], None], int], ...]:
        return (
            *((self._moved, 30), (self._stayed, 18), (self._renamed, 4), (self._no_home, 4)),
            *((self._travelled, 12), (self._account, 12), (self._household, 6), (self._absent, 4)),
            *((self._held, 3), (self._convicted_again, 2)),
        )

    def _sentenced(self) -> None:
        counts = self.chance.choices((1, 2, 3), (6, 3, 1))[0]
        before: str | None = None
        for _ in range(counts):
            consecutive = before is not None and self.chance.random() < 0.4
            before = self._convict(self.convicted, self._disposal(before if consecutive else None))
        if self.kind in {"imprisonment", "extended", "hospital-order", "dto"}:
            self.free = min(
                self.convicted + timedelta(days=int(self.months * 15.2)), AS_AT - timedelta(days=90)
            )
            where: AwayKind = "hospital" if self.kind == "hospital-order" else "custody"
            self._add("away", Away(id=self._id(), kind=where, start=self.convicted, end=self.free))
        if self.chance.random() < 0.4:
            until = self.convicted + timedelta(days=365 * self.chance.choice((5, 7, 10, 20)))
            self._add("orders", Order(id=self._id(), of="shpo", date=self.convicted, until=until))

    def _disposal(self, consecutive_to: str | None) -> Disposal:
        extended = self.kind == "extended"
        return Disposal(
            id=self._id(),
            kind=self.kind,
            term=Term(months=self.months),
            extension=Term(months=24) if extended else None,
            restriction=self.kind == "hospital-order" and self.chance.random() < 0.4,
            consecutive_to=consecutive_to,
        )

    def _convict(self, day: date, *disposals: Disposal) -> str:
        key = self._id()
        young = self.chance.randint(9, 15)
        fact = Conviction(
            id=key,
            date=day,
            offence=self.chance.choice(_OFFENCES),
            offence_date=day - timedelta(days=self.chance.randint(60, 900)),
            victim_age=young,
            shown_age=young,
            intended_victim_age=young,
            disposals=disposals,
        )
        self._add("convictions", fact)
        return key

    def _notified_first(self) -> None:
        self._add("addresses", HomeAddress(id=self._id(), date=self.free))
        self._tell("initial", self.free)

    def _every_year(self) -> None:
        """A periodic notification in most years, but never so many that nothing else has room."""
        day = self.free + timedelta(days=self.chance.randint(330, 364))
        while day < AS_AT and self.room > 20:
            self._tell("periodic", day)
            day += timedelta(days=self.chance.randint(330, 370))

    def _moved(self, day: date) -> None:
        self._add("addresses", HomeAddress(id=self._id(), date=day))
        self._tell("change", day, "home-address")

    def _no_home(self, day: date) -> None:
        self._add("no_fixed_abode", NoFixedAbode(id=self._id(), date=day))
        self._tell("change", day, "home-address")

    def _renamed(self, day: date) -> None:
        self._add("names", NameUsed(id=self._id(), date=day))
        self._tell("change", day, "name")

    def _stayed(self, day: date) -> None:
        end = day + timedelta(days=self.chance.randint(1, 20))
        at = f"premises {self.chance.randint(1, 4)}"
        self._add("stays", Stay(id=self._id(), at=at, start=day, end=end))
        self._tell("change", day + timedelta(days=6), "stay")

    def _account(self, day: date) -> None:
        changes: tuple[PrescribedChange, ...] = ("opened", "closed", "altered")
        kinds: tuple[PrescribedKind, ...] = ("bank-account", "card")
        of, kind = self.chance.choice(changes), self.chance.choice(kinds)
        self._add("prescribed", PrescribedMatter(id=self._id(), kind=kind, of=of, date=day))
        self._tell("change", day, kind)

    def _household(self, day: date) -> None:
        start = datetime.combine(day, time(18))
        end = start + timedelta(hours=self.chance.randint(4, 60))
        at = f"household {self.chance.randint(1, 3)}"
        self._add("households", ChildHousehold(id=self._id(), start=start, end=end, at=at))
        self._tell("change", day, "child-household")
        if self.room and self.chance.random() < 0.5:
            left = ChildHouseholdLeft(id=self._id(), at=at, date=end.date())
            self._add("households_left", left)

    def _travelled(self, day: date) -> None:
        key, back = self._id(), day + timedelta(days=self.chance.randint(2, 21))
        journey = Travel(
            id=key,
            known=day - timedelta(days=self.chance.randint(8, 40)),
            departs=day,
            returns=back,
            return_point="LHR",
            departs_at=datetime.combine(day, time(self.chance.randint(5, 22))),
            destinations=(self.chance.choice(("IE", "ES", "FR", "PL")),),
        )
        self._add("travel", journey)
        self._tell("travel", day - timedelta(days=9), key)
        self._tell("return", back, key)
        if self.room:
            self._add("away", Away(id=self._id(), kind="abroad", start=day, end=back))

    def _absent(self, day: date) -> None:
        key, leaves = self._id(), datetime.combine(day, time(9))
        days = self.chance.randint(4, 14)
        self._add("absences", HomeAbsence(id=key, leaves=leaves, returns=leaves + timedelta(days=days)))
        self._tell("absence", day - timedelta(days=2), key)

    def _held(self, day: date) -> None:
        """Recalled to prison; told of on release."""
        end = day + timedelta(days=self.chance.randint(14, 28))
        self._add("away", Away(id=self._id(), kind="custody", start=day, end=end))
        self._tell("change", end, "release")

    def _convicted_again(self, day: date) -> None:
        kinds: tuple[DisposalKind, ...] = ("fine", "community-order", "suspended-imprisonment")
        kind = self.chance.choice(kinds)
        months = 0 if kind == "fine" else self.chance.randint(4, 12)
        self._convict(day, Disposal(id=self._id(), kind=kind, term=Term(months=months)))

    def _tell(self, of: NotificationOf, day: date, about: str | None = None) -> None:
        if not self.room:
            return
        how = self.chance.choices((_IN_TIME, _LATE, _NEVER), (_IN_TIME, _LATE, _NEVER))[0]
        if how == _NEVER:
            return
        after = self.chance.randint(0, 2) if how == _IN_TIME else self.chance.randint(3, 30)
        when = min(day + timedelta(days=after), AS_AT)
        told = Notification(
            id=self._id(),
            date=when,
            of=of,
            about=about,
            at=datetime.combine(when, time(self.chance.randint(9, 16))) if of == "travel" else None,
        )
        self._add("notifications", told)

    def _day(self) -> date:
        """A day since he was free, early enough for what follows from it."""
        return self.free + _A_DAY * self.chance.randint(30, max(31, (AS_AT - self.free).days - 30))

    def _id(self) -> str:
        self.number += 1
        return f"f{self.number}"

    def _add(self, field: str, fact: Fact) -> None:
        self.facts.setdefault(field, []).append(fact)
        self.room -= 1
