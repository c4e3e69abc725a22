"""Invented people for the table of s.82(1): every row, and as often as not within days of a boundary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from cairn.law.facts import (
    Conviction,
    ConvictionKind,
    Disposal,
    DisposalKind,
    Overlap,
    Person,
    Term,
    TrialConcluded,
)

# The first is listed without a condition, the second on its sentence alone, which moves the relevant date.
_OFFENCES = ("SOA 2003 s.1", "SOA 2003 s.3")
_CUSTODY: tuple[DisposalKind, ...] = (
    "imprisonment",
    "imprisonment",
    "suspended-imprisonment",
    "detention",
    "dto",
    "extended",
)
_OTHER: tuple[DisposalKind, ...] = (
    "hospital-order",
    "community-order",
    "fine",
    "conditional-discharge",
    "other",
)
_CLOSE = (
    *(Term(months=6), Term(months=5, days=30), Term(months=6, days=1), Term(weeks=26), Term(weeks=27)),
    *(Term(days=181), Term(days=182), Term(days=183), Term(days=184), Term(days=185)),
    *(Term(years=2, months=6), Term(months=29, days=27), Term(months=29, days=30), Term(months=29, days=31)),
    *(Term(weeks=130), Term(weeks=131), Term(days=911), Term(days=912), Term(days=913), Term(days=914)),
    *(Term(months=12), Term(months=13), Term(months=60), Term(months=61), Term(months=15, weeks=65)),
)
_AWKWARD = ((1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (5, 31), (8, 29), (8, 30), (8, 31), (9, 1), (12, 31))


def people(number: int, seed: int = 0) -> Iterator[Person]:
    """So many people, each with one to three convictions, cautions or findings."""
    for count in range(number):
        yield _person(Random(f"{seed}:{count}"))


def _person(chance: Random) -> Person:
    first = _day(chance, 1999, 2022)
    found: list[Conviction] = []
    for count in range(chance.choice((1, 1, 2, 3))):
        day = first + timedelta(days=chance.choice((0, 0, 1, chance.randint(2, 900))))
        found.append(_conviction(chance, f"c{count}", day, [each.id for each in found if each.id]))
    trials: tuple[TrialConcluded, ...] = ()
    if any(each.finding_of == "disability" for each in found) and chance.random() < 0.5:
        trials = (TrialConcluded(date=first + timedelta(days=chance.randint(0, 3000))),)
    return Person(born=_born(chance, first), convictions=tuple(found), trials=trials)


def _day(chance: Random, first: int, last: int) -> date:
    year = chance.randint(first, last)
    month, number = chance.choice(_AWKWARD) if chance.random() < 0.4 else (0, 0)
    if month:
        leap = year % 4 == 0
        return date(year, month, 28 if (month, number) == (2, 29) and not leap else number)
    return date(year, 1, 1) + timedelta(days=chance.randint(0, 364))


def _born(chance: Random, convicted: date) -> date:
    """Often within days of an eighteenth birthday, and often on 29 February."""
    if chance.random() < 0.1:
        return date(chance.choice((1980, 1984, 1988, 1992, 1996, 2000, 2004)), 2, 29)
    if chance.random() < 0.4:
        return convicted - timedelta(days=6574 + chance.randint(-3, 3))
    return convicted - timedelta(days=chance.randint(10 * 366, 60 * 365))


def _conviction(chance: Random, key: str, day: date, others: list[str]) -> Conviction:
    kinds: tuple[ConvictionKind, ...] = ("conviction", "conviction", "conviction", "caution", "finding")
    kind = chance.choice(kinds)
    disposals: list[Disposal] = []
    if kind != "caution":
        later = day + timedelta(days=chance.choice((0, 0, 1, 28, 200)))
        disposals = [_disposal(chance, later, others) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    return Conviction(
        id=key,
        kind=kind,
        finding_of=chance.choice(("disability", "ngri")) if kind == "finding" else None,
        date=day,
        offence=chance.choice(_OFFENCES),
        victim_age=chance.choice((15, 30)),
        disposals=tuple(disposals),
    )


def _disposal(chance: Random, day: date, others: list[str]) -> Disposal:
    kind = chance.choice(_CUSTODY if chance.random() < 0.6 else _OTHER)
    link = chance.choice(("", "", "consecutive", "overlap")) if others else ""
    return Disposal(
        kind="ipp" if kind == "detention" and chance.random() < 0.1 else kind,
        term=Term(life=True) if kind == "imprisonment" and chance.random() < 0.03 else _term(chance),
        extension=_term(chance) if kind == "extended" else None,
        restriction=kind == "hospital-order" and chance.random() < 0.5,
        consecutive_to=chance.choice(others) if link == "consecutive" else None,
        overlap=Overlap(with_id=chance.choice(others), term=Term(weeks=chance.randint(1, 30)))
        if link == "overlap"
        else None,
        date=chance.choice((None, day)),
    )


def _term(chance: Random) -> Term:
    if chance.random() < 0.5:
        return chance.choice(_CLOSE)
    return Term(months=chance.randint(0, 60), weeks=chance.choice((0, 0, chance.randint(1, 9))))
