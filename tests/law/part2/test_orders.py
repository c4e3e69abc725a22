from __future__ import annotations

from datetime import date

import pytest

from cairn.law.answers import steps
from cairn.law.facts import Conviction, Order, Person
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.orders import Hold, doubts, ends_on, holds, reason
from tests.law.facts_for_tests import BORN, RULES, under

MADE = date(2019, 3, 4)


def held(day: date, *orders: Order, convictions: tuple[Conviction, ...] = ()) -> list[Hold]:
    person = Person(born=BORN, orders=orders, convictions=convictions)
    return holds(person, RULES.orders, day, Horizon(day))


def test_an_order_holds_from_its_making_to_its_last_day() -> None:
    (hold,) = held(date(2019, 4, 1), under("shpo", MADE, date(2024, 3, 3), served=date(2019, 3, 6)))
    assert (hold.start, hold.runs_from, hold.end) == (MADE, date(2019, 3, 6), date(2024, 3, 3))


def test_an_order_not_in_force_yet_is_seen_coming() -> None:
    horizon = Horizon(MADE)
    person = Person(born=BORN, orders=(under("shpo", MADE, in_force=date(2019, 6, 1)),))
    assert holds(person, RULES.orders, MADE, horizon) == []
    assert horizon.day == date(2019, 6, 1)


def test_an_order_that_only_its_breach_brings_in_holds_nobody() -> None:
    assert held(date(2019, 4, 1), under("sro", MADE)) == []
    breach = Conviction(id="b", date=date(2020, 2, 10), offence="SOA 2003 s.122H(1)")
    (hold,) = held(date(2020, 3, 1), under("sro", MADE, date(2021, 3, 3)), convictions=(breach,))
    assert (hold.start, hold.end, hold.breach) == (date(2020, 2, 10), date(2021, 3, 3), breach)
    assert hold.words == "Convicted for breach of a sexual risk order"


@pytest.mark.parametrize(
    "breach",
    [
        Conviction(date=date(2020, 2, 10), offence="SOA 2003 s.9"),
        Conviction(date=date(2019, 3, 3), offence="SOA 2003 s.122H"),
        Conviction(date=date(2021, 3, 4), offence="SOA 2003 s.122H"),
        Conviction(date=date(2020, 2, 10), offence="SOA 2003 s.122H", order="another"),
        Conviction(date=date(2020, 2, 10), offence="SOA 2003 s.122H", quashed_on=date(2020, 2, 20)),
    ],
)
def test_what_is_no_breach_of_that_order_in_its_time_does_not(breach: Conviction) -> None:
    assert held(date(2021, 4, 1), under("sro", MADE, date(2021, 3, 3)), convictions=(breach,)) == []


def test_a_later_order_ends_an_earlier_one_of_a_kind_it_ends_and_no_other() -> None:
    sopo, shpo = under("sopo", date(2014, 1, 6)), under("shpo", MADE, id="p")
    both, day = (sopo, shpo), date(2020, 1, 1)
    assert ends_on(sopo, both, RULES.orders, day, Horizon(day)) == MADE
    assert ends_on(shpo, both, RULES.orders, day, Horizon(day)) is None
    before = date(2018, 1, 1)
    assert ends_on(sopo, both, RULES.orders, before, Horizon(before)) is None


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (under("shpo", MADE, date(2024, 3, 3)), None),
        (under("shpo", MADE, date(2024, 3, 2)), "it is shorter than the 5 years that the law requires"),
        (under("shpo", date(2015, 3, 7)), "an order of this kind could be made only from 8 March 2015"),
        (under("sopo", date(2015, 3, 8)), "only from 1 May 2004 to 7 March 2015"),
        (under("interim-shpo", MADE), "an order of this kind needs an end date"),
        (under("voo", MADE, date(2024, 3, 4)), "it is longer than the 5 years that the law allows"),
        (under("voo", MADE, date(2024, 3, 3)), None),
        (
            under("shpo", MADE, date(2024, 3, 4), travel_ban=True),
            "a ban on foreign travel may not last longer than 5 years",
        ),
        (under("shpo", MADE, date(2024, 3, 3), travel_ban=True), None),
    ],
)
def test_what_the_law_does_not_allow_is_doubted(order: Order, told: str | None) -> None:
    found = [one.text for one in doubts(order, RULES.orders[order.of])]
    assert (told is None and found == []) or any(told in text for text in found if told)


def test_the_trail_of_a_hold_says_what_it_is_and_when_it_ends() -> None:
    (hold,) = held(date(2019, 4, 1), under("shpo", MADE))
    assert [one.text for one in steps([reason(hold)])] == [
        "Sexual harm prevention order made on 4 March 2019: subject while it is in force",
        "it runs until further order, so there is no end date",
    ]
