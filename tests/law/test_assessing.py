"""The whole answer: Part 2 and every sister scheme, on one day, by one book."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.assessing import registration_on
from cairn.law.facts import Conviction, Disposal, Order, Person, Term
from tests.law.facts_for_tests import BORN, registered

TERRORIST = Conviction(
    id="x",
    date=date(2018, 9, 3),
    offence="Terrorism Act 2000 s.57",
    disposals=(Disposal(kind="imprisonment", term=Term(years=2)),),
)
VIOLENT = Order(id="o", of="voo", date=date(2018, 9, 3), until=date(2021, 9, 2))


def test_a_person_under_several_schemes_owes_each_its_own() -> None:
    person = registered(orders=(VIOLENT,))
    person = Person(
        born=BORN,
        convictions=(*person.convictions, TERRORIST),
        orders=(VIOLENT,),
    )
    answer = assess(person, date(2018, 9, 4))
    assert [one.regime for one in answer.regimes] == ["terrorism", "violent-offender-order"]
    assert [(duty.regime, duty.kind) for duty in answer.duties] == [
        ("SOA 2003 Part 2", "initial"),
        ("terrorism", "initial"),
        ("violent-offender-order", "initial"),
    ]


def test_one_notification_counts_for_every_scheme() -> None:
    person = registered(orders=(VIOLENT,))
    answer = assess(person, date(2018, 9, 5))
    assert {duty.state for duty in answer.duties if duty.kind == "initial"} == {"met"}


def test_the_answer_says_when_a_sister_scheme_changes_it() -> None:
    person = Person(born=BORN, orders=(VIOLENT,))
    assert assess(person, date(2018, 8, 1)).changes_on == date(2018, 9, 3)
    assert assess(person, date(2021, 9, 1)).changes_on == date(2021, 9, 3)


def test_an_order_of_england_is_no_scheme_in_scotland() -> None:
    person = Person(born=BORN, jurisdiction="scotland", orders=(VIOLENT,))
    assert assess(person, date(2018, 9, 4)).regimes == ()


def test_a_place_without_rules_is_refused_with_those_that_have_them() -> None:
    with pytest.raises(
        BadInput, match="Jurisdictions with rules: england-and-wales, northern-ireland, scotland"
    ):
        assess(Person(born=BORN, jurisdiction="jersey"), date(2018, 9, 4))


@pytest.mark.parametrize("day", [date(2018, 9, 2), date(2018, 9, 3), date(2020, 1, 1), date(2030, 1, 1)])
def test_the_registration_alone_is_that_of_the_whole_answer(day: date) -> None:
    person = registered(orders=(VIOLENT,))
    assert registration_on(person, day) == assess(person, day).registration
