from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.law.answers import Assessment
from cairn.law.facts import (
    JURISDICTIONS,
    HomeAbsence,
    HomeAddress,
    ParentalDirection,
    Person,
    Travel,
)
from cairn.law.part2.scheme import assess_part_2
from cairn.law.rulebook import STATUTE_BOOK
from tests.law.facts_for_tests import BORN, registered, seen, under

DAY = date(2019, 5, 12)


def asked(person: Person, where: str = "england-and-wales", day: date = DAY) -> Assessment:
    return assess_part_2(STATUTE_BOOK.scheme(where), seen(person, day, where))


def test_somebody_never_registered_is_asked_nothing() -> None:
    answer = asked(Person(born=BORN, addresses=(HomeAddress(date=DAY),)))
    assert (answer.registration.registrable, answer.duties, answer.review) == (False, (), None)


@pytest.mark.parametrize("where", JURISDICTIONS)
def test_every_rule_of_the_common_law_is_asked(where: str) -> None:
    away = Travel(id="t", known=date(2019, 5, 1), departs=date(2019, 7, 1))
    person = registered(addresses=(HomeAddress(date=DAY),), travel=(away,))
    assert [duty.kind for duty in asked(person, where).duties] == ["initial", "change", "periodic", "travel"]


def test_absence_from_home_is_northern_irish_law() -> None:
    absence = HomeAbsence(leaves=datetime(2019, 5, 5, 8), returns=datetime(2019, 5, 30, 8))
    kinds = {
        where: [d.kind for d in asked(registered(absences=(absence,)), where).duties]
        for where in JURISDICTIONS
    }
    assert [where for where, found in kinds.items() if "absence" in found] == ["northern-ireland"]


def test_a_direction_reaches_every_duty_of_part_2() -> None:
    person = registered(born=date(2004, 1, 1), directions=(ParentalDirection(date=date(2018, 9, 3)),))
    assert {duty.owed_by for duty in asked(person).duties} == {"parent"}


def test_a_foreign_travel_order_asks_for_travel_alone() -> None:
    order = under("fto", date(2011, 3, 4), date(2016, 3, 3))
    trip = Travel(id="t", known=date(2012, 5, 1), departs=date(2012, 7, 8))
    person = Person(
        born=BORN, orders=(order,), travel=(trip,), addresses=(HomeAddress(date=date(2012, 5, 1)),)
    )
    assert [duty.kind for duty in asked(person, day=date(2012, 6, 1)).duties] == ["travel"]
