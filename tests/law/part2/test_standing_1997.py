"""How somebody stood at the beginning of 1 September 1997."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Away, Disposal, Person, Term
from cairn.law.part2.standing_1997 import stood_in_1997
from tests.law.facts_for_tests import convicted

BEFORE = date(1996, 3, 11)


def stood(*disposals: Disposal, away: tuple[Away, ...] = (), on: date = BEFORE) -> bool | None:
    person = Person(born=date(1955, 5, 5), away=away)
    return stood_in_1997(convicted(*disposals, date=on, offence="SOA 1956 s.1"), person)


def prison(**term: int) -> Disposal:
    return Disposal(kind="imprisonment", term=Term(**term))


@pytest.mark.parametrize(
    ("disposal", "answer"),
    [
        (prison(years=3), None),
        (prison(years=1), False),
        (Disposal(kind="imprisonment", term=Term(life=True)), True),
        (Disposal(kind="imprisonment"), None),
        (Disposal(kind="fine"), False),
        (Disposal(kind="fine", date=date(1997, 9, 1)), True),
        (Disposal(kind="community-order", term=Term(years=2)), True),
        (Disposal(kind="community-order", term=Term(years=1)), False),
        (Disposal(kind="community-order"), None),
        (Disposal(kind="other"), None),
        (Disposal(kind="hospital-order"), None),
    ],
)
def test_by_how_they_were_dealt_with(disposal: Disposal, answer: bool | None) -> None:
    assert stood(disposal) is answer


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        (date(1995, 6, 1), date(2004, 2, 10), True),
        (date(1996, 3, 11), date(1997, 9, 1), True),
        (date(1996, 3, 11), date(1997, 8, 31), None),
        (date(1997, 9, 1), None, None),
        (date(1996, 3, 11), None, True),
    ],
)
def test_by_the_time_inside(start: date, end: date | None, answer: bool | None) -> None:
    assert stood(prison(years=3), away=(Away(kind="custody", start=start, end=end),)) is answer


def test_time_abroad_is_not_inside() -> None:
    assert stood(prison(years=1), away=(Away(kind="abroad", start=BEFORE, end=None),)) is False
