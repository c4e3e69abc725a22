from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cairn.law.facts import HomeAddress, Notification, Person, Stay
from cairn.law.sister_schemes import order_schemes
from tests.law.facts_for_tests import BORN, registered, running, under

MADE = date(2025, 3, 3)
TOLD = Notification(date=date(2025, 3, 4), of="initial")
Rule = Callable[..., order_schemes.Answer]


def kinds(rule: Rule, person: Person, day: date) -> list[str]:
    _, duties = rule(running(person, day))
    return [duty.kind if duty.of is None else duty.of for duty in duties]


@pytest.mark.parametrize(
    ("rule", "of", "basis"),
    [
        (order_schemes.violent, "voo", "CJIA 2008 s.108"),
        (order_schemes.violent, "interim-voo", "CJIA 2008 s.108"),
        (order_schemes.sexual_risk, "sro", "SOA 2003 s.122F"),
        (order_schemes.sexual_risk, "interim-sro", "SOA 2003 s.122F"),
        (order_schemes.stalking, "spo", "Stalking Protection Act 2019 s.9"),
        (order_schemes.stalking, "interim-spo", "Stalking Protection Act 2019 s.9"),
        (order_schemes.domestic_abuse, "dapo", "Domestic Abuse Act 2021 s.41"),
    ],
)
def test_a_first_notification_is_owed_under_the_order_s_own_act(rule: Rule, of: str, basis: str) -> None:
    standing, duties = rule(running(Person(born=BORN, orders=(under(of, MADE, date(2027, 3, 2)),)), MADE))
    assert standing is not None
    assert (standing.since, standing.until) == (MADE, date(2027, 3, 2))
    assert [(duty.kind, duty.due, duty.basis) for duty in duties] == [("initial", date(2025, 3, 5), basis)]


def test_northern_ireland_has_an_order_of_its_own() -> None:
    person = Person(born=BORN, jurisdiction="northern-ireland", orders=(under("vopo", MADE),))
    standing, (duty,) = order_schemes.violent_offences(running(person, MADE))
    assert standing is not None
    assert (standing.regime, duty.basis) == (
        "violent-offences-prevention-order",
        "Justice Act (Northern Ireland) 2015 s.65",
    )


def test_only_the_violent_scheme_asks_for_stays_and_the_year() -> None:
    stays, homes = (
        (Stay(at="p", start=date(2025, 4, 1), end=date(2025, 4, 7)),),
        (HomeAddress(date=date(2025, 5, 1)),),
    )

    def asked(rule: Rule, of: str) -> list[str]:
        person = Person(
            born=BORN, orders=(under(of, MADE),), notifications=(TOLD,), stays=stays, addresses=homes
        )
        return kinds(rule, person, date(2025, 6, 1))

    assert sorted(asked(order_schemes.violent, "voo")) == ["home-address", "initial", "periodic", "stay"]
    assert sorted(asked(order_schemes.violent, "interim-voo")) == ["home-address", "initial", "stay"]
    assert sorted(asked(order_schemes.sexual_risk, "sro")) == ["home-address", "initial"]


def test_names_and_home_are_not_asked_of_somebody_registered_and_violence_is() -> None:
    orders = (under("spo", MADE), under("voo", MADE, id="v"))
    person = registered(orders=orders, convictions=(registered().convictions[0],))
    lasting = registered(orders=orders)
    assert order_schemes.stalking(running(lasting, date(2023, 9, 2)))[0] is None
    assert order_schemes.violent(running(person, MADE))[0] is not None


def test_nobody_is_subject_before_the_order_is_in_force() -> None:
    order = under("sro", date(2025, 3, 3), served=date(2025, 3, 4), in_force=date(2025, 4, 1))
    person = Person(born=BORN, orders=(order,))
    before = running(person, date(2025, 3, 31))
    assert order_schemes.sexual_risk(before) == (None, ())
    assert before.horizon.day == date(2025, 4, 1)
    _, (duty,) = order_schemes.sexual_risk(running(person, date(2025, 4, 1)))
    assert (duty.arose, duty.due) == (date(2025, 4, 1), date(2025, 4, 3))


def test_an_order_made_before_there_were_any_begins_no_scheme() -> None:
    assert order_schemes.stalking(
        running(Person(born=BORN, orders=(under("spo", date(2020, 1, 19)),)), MADE)
    ) == (
        None,
        (),
    )


def test_the_trail_says_which_order_and_until_when() -> None:
    standing, _ = order_schemes.violent(
        running(Person(born=BORN, orders=(under("voo", MADE, date(2026, 1, 1)),)), MADE)
    )
    assert standing is not None
    assert [reason.text for reason in standing.reasons] == [
        "Violent offender order made on 3 March 2025, in force from 3 March 2025",
        "it ends on 1 January 2026",
        "it is shorter than the 2 years that the law requires",
    ]
