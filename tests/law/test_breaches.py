"""Whose breach a conviction is, and what of one of which the record has no order."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.breaches import breach_of_no_order_on_record, is_breach, may_be_of, stands
from cairn.law.facts import Conviction, Disposal, Order, Person
from cairn.law.rulebook import rule_set

RULES = rule_set().orders
MADE = Order(id="o", of="sro", date=date(2024, 1, 10))
BREACH = Conviction(date=date(2024, 3, 1), offence="SOA 2003 s.122H", disposals=(Disposal(kind="fine"),))


@pytest.mark.parametrize(
    ("offence", "order", "answer"),
    [
        ("SOA 2003 s.122H", None, True),
        ("breach of a sexual risk order", "o", True),
        ("breach of a sexual risk order", None, False),
        ("breach of a sexual risk order", "another", False),
        ("touching somebody", "o", False),
        ("SOA 2003 s.103I", "o", False),
    ],
)
def test_words_count_only_of_the_order_they_are_linked_to(
    offence: str, order: str | None, answer: bool
) -> None:
    one = Conviction(date=date(2024, 3, 1), offence=offence, order=order)
    assert is_breach(one, MADE, RULES["sro"]) is answer


def test_an_order_made_later_or_another_one_was_not_breached() -> None:
    assert may_be_of(MADE, BREACH)
    assert not may_be_of(Order(id="p", of="sro", date=date(2024, 4, 1)), BREACH)
    assert not may_be_of(MADE, Conviction(date=BREACH.date, offence=BREACH.offence, order="p"))


def test_an_absolute_discharge_is_no_conviction_and_a_quashed_one_is_none() -> None:
    day = date(2025, 1, 1)
    discharged = Conviction(
        date=BREACH.date, offence=BREACH.offence, disposals=(Disposal(kind="absolute-discharge"),)
    )
    quashed = Conviction(date=BREACH.date, offence=BREACH.offence, quashed_on=date(2024, 6, 1))
    assert stands(BREACH, day)
    assert not stands(discharged, day)
    assert not stands(quashed, day)
    assert not stands(BREACH, date(2024, 2, 29))


def test_without_an_order_there_is_a_doubt_and_with_one_there_is_none() -> None:
    day = date(2025, 1, 1)
    alone = Person(born=date(1980, 5, 1), convictions=(BREACH,))
    assert breach_of_no_order_on_record(BREACH, alone, RULES, day)
    with_one = Person(born=date(1980, 5, 1), convictions=(BREACH,), orders=(MADE,))
    assert not breach_of_no_order_on_record(BREACH, with_one, RULES, day)
    before = Conviction(date=date(2003, 3, 1), offence="SOA 2003 s.122H")
    assert not breach_of_no_order_on_record(before, alone, RULES, day)
