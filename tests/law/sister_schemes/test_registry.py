"""Which schemes are worth asking about a person."""

from __future__ import annotations

from datetime import date

from cairn.law.facts import Conviction, Order, Person
from cairn.law.sister_schemes.registry import ALL, SCHEMES, reaching
from tests.law.facts_for_tests import BORN, registered


def names(person: Person) -> list[str]:
    return [one.scheme.name for one in reaching(person)]


def test_most_people_are_reached_by_none() -> None:
    assert names(registered()) == []


def test_a_terrorism_conviction_or_connection_reaches_its_scheme() -> None:
    listed = Conviction(date=date(2018, 1, 1), offence="Terrorism Act 2000 s.57")
    connected = Conviction(date=date(2018, 1, 1), offence="Theft Act 1968 s.8", terrorist_connection=True)
    assert names(Person(born=BORN, convictions=(listed,))) == ["terrorism"]
    assert names(Person(born=BORN, convictions=(connected,))) == ["terrorism"]


def test_an_order_is_looked_at_by_every_scheme_of_its_place() -> None:
    orders = (Order(of="spo", date=date(2021, 3, 1)),)
    assert names(Person(born=BORN, orders=orders)) == [
        "terrorism",
        "violent-offender-order",
        "sexual-risk-order",
        "stalking-protection-order",
        "domestic-abuse-protection-order",
    ]
    assert names(Person(born=BORN, orders=orders, jurisdiction="northern-ireland")) == [
        "terrorism",
        "violent-offences-prevention-order",
    ]
    assert names(Person(born=BORN, orders=orders, jurisdiction="scotland")) == ["terrorism"]


def test_every_scheme_is_found_by_its_name() -> None:
    assert len(SCHEMES) == len(ALL) == 6
    assert all(SCHEMES[one.scheme.name] is one.scheme for one in ALL)
