"""What the law makes of each order on a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.explaining.queries import explain
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.queries import OrderStatus, kinds_offered, order_doubts, order_statuses, orders_of
from cairn.record.orders.services import end_order
from tests.factories.access import make_user
from tests.factories.acts import TODAY, convict, order
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def standings(nominal_id: UUID, day: date = TODAY) -> tuple[OrderStatus, ...]:
    answer = explain(nominal_id, as_at=day)
    regimes = (reason for regime in answer.answer.regimes for reason in regime.reasons)
    return order_statuses(
        orders_of(nominal_id),
        answer.person,
        as_at=day,
        rules=answer.book.scheme(answer.person.jurisdiction).rules.orders,
        reasons=(*answer.registration.reasons, *regimes),
    )


def one(user: User, **facts: Any) -> OrderStatus:
    nominal = make_person(user)
    order(user, nominal.pk, **facts)
    return standings(nominal.pk)[0]


def test_orders_come_newest_first_and_nobody_elses() -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        old = order(user, nominal.pk, made_on=date(2016, 1, 5), until=date(2021, 1, 4))
        new = order(user, nominal.pk)
        order(user, other.pk)
        assert orders_of(nominal.pk) == [new, old]
        assert str(new) == "Sexual harm prevention order (SHPO), 2 March 2020"


def test_only_kinds_with_a_rule_in_england_and_wales_are_offered() -> None:
    offered = [kind for kind, _ in kinds_offered()]
    assert offered[0] == "shpo"
    assert set(offered) & {"vopo", "notification-order"} == set()


def test_an_order_in_force_says_in_the_laws_words_that_it_holds_and_until_when() -> None:
    with acting_as(make_user()) as user:
        found = one(user)
    assert (found.running, found.last, found.doubts) == (True, date(2027, 3, 1), ())
    assert found.effect == (
        "Sexual harm prevention order made on 2 March 2020: subject while it is in force; "
        "it ends on 1 March 2027 (SOA 2003 s.103G; Sentencing Code s.352)"
    )


def test_an_order_until_further_order_has_no_last_day() -> None:
    with acting_as(make_user()) as user:
        found = one(user, until=None, further_order=True)
    assert (found.running, found.last) == (True, None)
    assert "it runs until further order" in found.effect


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "sro"}, "Sexual risk order made on 2 March 2020, in force from 2 March 2020"),
        ({"kind": "voo", "until": date(2025, 3, 1)}, "Violent offender order made on 2 March 2020"),
        ({"kind": "fto", "made_on": date(2014, 3, 2)}, "only the travel regulations apply"),
        ({"kind": "vopo"}, "no effect on notification"),
    ],
)
def test_other_kinds_say_what_they_do(facts: dict[str, Any], words: str) -> None:
    with acting_as(make_user()) as user:
        assert words in one(user, **facts).effect


def test_a_risk_order_of_a_registered_person_does_nothing_until_its_breach() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        convict(user, nominal.pk)
        made = order(user, nominal.pk, kind="sro")
        assert "a conviction or caution for its breach does" in standings(nominal.pk)[0].effect
        convict(
            user, nominal.pk, on=date(2023, 1, 5), offence="SOA 2003 s.122H", order_id=made.pk, disposals=[]
        )
        assert "for breach of a sexual risk order: subject until" in standings(nominal.pk)[0].effect


def test_an_order_ended_by_a_later_one_or_by_the_court_runs_no_more_and_comes_last() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        first = order(user, nominal.pk, made_on=date(2014, 3, 2), kind="sopo", until=None, further_order=True)
        second = order(user, nominal.pk)
        found = standings(nominal.pk)
        assert [(row.order, row.running, row.last) for row in found] == [
            (second, True, date(2027, 3, 1)),
            (first, False, date(2020, 3, 2)),
        ]
        end_order(user, order_id=second.pk, ended_on=date(2024, 5, 1), today=TODAY)
        assert [(row.running, row.last) for row in standings(nominal.pk)] == [
            (False, date(2024, 5, 1)),
            (False, date(2020, 3, 2)),
        ]


def test_an_order_to_come_does_not_run_yet() -> None:
    with acting_as(make_user()) as user:
        found = one(user, in_force_on=date(2024, 6, 2))
    assert (found.running, found.to_come) == (False, True)


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({}, None),
        ({"until": date(2022, 3, 1)}, "shorter than the 5 years"),
        ({"made_on": date(2014, 3, 2)}, "could be made only from 8 March 2015"),
        ({"travel_ban": True}, "may not last longer than 5 years"),
        ({"kind": "interim-shpo", "until": None, "further_order": True}, "needs an end date"),
        ({"kind": "notification-order"}, "no effect on notification"),
    ],
)
def test_what_the_law_would_not_allow_is_doubted_and_kept(facts: dict[str, Any], doubt: str | None) -> None:
    with acting_as(make_user()) as user:
        made = order(user, make_person(user).pk, **facts)
        said = order_doubts(made)
        assert CourtOrder.objects.filter(pk=made.pk).exists()
    assert said == () if doubt is None else doubt in "; ".join(said)
