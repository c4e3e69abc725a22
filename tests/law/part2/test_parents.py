from __future__ import annotations

from datetime import date

from cairn.law.answers import Duty
from cairn.law.facts import HomeAddress, ParentalDirection
from cairn.law.part2.initial import initial_duties
from cairn.law.part2.parents import borne_by_parents
from tests.law.facts_for_tests import registered, seen

YOUNG = date(2002, 6, 1)


def owed_by(
    day: date, direction: ParentalDirection, born: date = YOUNG, where: str = "england-and-wales"
) -> Duty:
    person = registered(
        born=born, notifications=(), directions=(direction,), addresses=(HomeAddress(date=day),)
    )
    view = seen(person, day, where)
    return borne_by_parents(view, tuple(initial_duties(view)))[0]


def test_while_a_direction_is_in_force_the_parent_owes_and_the_trail_says_so() -> None:
    duty = owed_by(date(2018, 9, 4), ParentalDirection(id="d", date=date(2018, 9, 3)))
    assert duty.owed_by == "parent"
    assert duty.reasons[-1].text == (
        "a court directed on 3 September 2018 that a parent bears the duties, until 31 May 2020, "
        "and attends with the young person"
    )
    assert duty.reasons[-1].facts == ("d",)


def test_it_ends_the_day_before_eighteen_or_on_its_own_day_if_sooner() -> None:
    whole = ParentalDirection(date=date(2018, 9, 3))
    assert [owed_by(day, whole).owed_by for day in (date(2020, 5, 31), date(2020, 6, 1))] == [
        "parent",
        "offender",
    ]
    short = ParentalDirection(date=date(2018, 9, 3), until=date(2018, 12, 31))
    assert [owed_by(day, short).owed_by for day in (date(2018, 12, 31), date(2019, 1, 1))] == [
        "parent",
        "offender",
    ]


def test_in_scotland_it_ends_before_sixteen() -> None:
    direction, born = ParentalDirection(date=date(2018, 9, 3)), date(2003, 1, 1)
    found = [
        owed_by(day, direction, born, "scotland").owed_by for day in (date(2018, 12, 31), date(2019, 1, 1))
    ]
    assert found == ["parent", "offender"]


def test_its_beginning_and_its_end_are_seen_coming() -> None:
    person = registered(born=YOUNG, directions=(ParentalDirection(date=date(2019, 1, 7)),))
    view = seen(person, date(2018, 12, 1))
    borne_by_parents(view, ())
    assert view.horizon.day == date(2019, 1, 7)
    view = seen(person, date(2020, 5, 30))
    borne_by_parents(view, ())
    assert view.horizon.day == date(2020, 6, 1)
