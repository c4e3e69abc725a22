"""What an order asks only while the person is not registrable."""

from __future__ import annotations

from datetime import date

from cairn.law import assess
from cairn.law.answers import Duty
from cairn.law.facts import Order, Person, Travel
from cairn.law.part2.order_rules import in_effect
from cairn.law.part2.orders import Hold
from cairn.law.part2.outside import outside_runs
from cairn.law.part2.registration_periods import Run
from cairn.law.rulebook import rule_set
from tests.law.facts_for_tests import BORN, registered

SRO = Order(id="o", of="sro", date=date(2019, 3, 4), until=date(2021, 3, 3))
BAN = Order(id="f", of="fto", date=date(2013, 3, 4), until=date(2018, 3, 3))
TRIP = Travel(id="t", known=date(2014, 5, 1), departs=date(2014, 7, 8), returns=date(2014, 7, 15))


def hold(order: Order) -> Hold:
    start = in_effect(order)
    rule = rule_set().orders[order.of]
    return Hold(order=order, rule=rule, start=start, runs_from=start, end=order.until, words="served")


def spans(*runs: Run) -> list[tuple[date, date | None, date]]:
    return [(part.start, part.end, part.runs_from) for part in outside_runs(hold(SRO), runs)]


def test_without_registration_the_order_asks_for_its_whole_length() -> None:
    assert spans() == [(date(2019, 3, 4), date(2021, 3, 3), date(2019, 3, 4))]


def test_while_registrable_it_asks_nothing() -> None:
    assert spans(Run(date(2018, 9, 3), date(2023, 9, 2))) == []
    assert spans(Run(date(2018, 9, 3), None)) == []


def test_when_registration_ends_meanwhile_the_three_days_begin_with_its_last_day() -> None:
    assert spans(Run(date(2015, 1, 1), date(2019, 12, 31))) == [
        (date(2020, 1, 1), date(2021, 3, 3), date(2019, 12, 31))
    ]


def test_registration_in_the_middle_leaves_two_parts() -> None:
    assert [(part[0], part[1]) for part in spans(Run(date(2019, 6, 1), date(2020, 5, 31)))] == [
        (date(2019, 3, 4), date(2019, 5, 31)),
        (date(2020, 6, 1), date(2021, 3, 3)),
    ]


def test_registration_before_or_after_the_order_leaves_it_whole() -> None:
    whole = [(date(2019, 3, 4), date(2021, 3, 3))]
    for run in (Run(date(2010, 1, 1), date(2014, 12, 31)), Run(date(2021, 3, 4), None)):
        assert [(part[0], part[1]) for part in spans(run)] == whole


def travel(person: Person, day: date) -> list[Duty]:
    return [duty for duty in assess(person, day).duties if duty.kind == "travel"]


def test_a_foreign_travel_order_asks_for_journeys_of_somebody_who_is_not_registrable() -> None:
    person = Person(born=BORN, orders=(BAN,), travel=(TRIP,))
    answer = assess(person, date(2014, 6, 1))
    (duty,) = travel(person, date(2014, 6, 1))
    assert not answer.registration.registrable
    assert (duty.due, duty.state, duty.of) == (date(2014, 6, 30), "open", "t")


def test_it_asks_nothing_before_it_is_made_nor_for_a_journey_after_it() -> None:
    later = Order(id="f", of="fto", date=date(2014, 7, 9), until=date(2015, 7, 8))
    assert travel(Person(born=BORN, orders=(later,), travel=(TRIP,)), date(2014, 7, 10)) == []
    ended = Order(id="f", of="fto", date=date(2013, 3, 4), until=date(2014, 6, 1))
    assert travel(Person(born=BORN, orders=(ended,), travel=(TRIP,)), date(2014, 7, 1)) == []


def test_a_registrable_person_owes_a_journey_once_whatever_the_order() -> None:
    trip = Travel(id="t", known=date(2019, 5, 1), departs=date(2019, 7, 8), returns=date(2019, 7, 15))
    ban = Order(id="f", of="fto", date=date(2015, 3, 4), until=date(2020, 3, 3))
    assert len(travel(registered(orders=(ban,), travel=(trip,)), date(2019, 6, 1))) == 1
