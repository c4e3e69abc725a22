"""Agreeing a plan and doing what it asks."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.plan.actions.services import (
    accept_action,
    add_action,
    agree_plan,
    complete_action,
    withdraw_action,
)
from cairn.plan.models import Action, Plan
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def housing() -> User:
    return make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def plan(officer: User, housing: User) -> Plan:
    with acting_as(officer):
        nominal = make_person(officer)
        make_partner(officer, nominal, housing.agency)
        return make_plan(officer, nominal)


@pytest.fixture
def action(officer: User, housing: User, plan: Plan) -> Action:
    with acting_as(officer):
        return make_action(officer, plan, agency=housing.agency)


def test_one_plan_is_open_at_a_time(officer: User, plan: Plan) -> None:
    with acting_as(officer):
        assert Entry.objects.get(what="plan").detail == {"plan": str(plan.pk)}
        with pytest.raises(Conflict):
            agree_plan(officer, nominal_id=plan.nominal_id, agreed_on=DAY)


def test_a_plan_is_not_agreed_tomorrow(officer: User) -> None:
    with acting_as(officer):
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            agree_plan(officer, nominal_id=nominal.pk, agreed_on=today() + timedelta(days=1))
        assert refusal.value.field == "agreed_on"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pillar": "fifth"}, "pillar"),
        ({"what": " "}, "what"),
        ({"what": "x" * 301}, "what"),
        ({"due_on": date(2026, 1, 4)}, "due_on"),
        ({"agreed_on": date(2026, 1, 4)}, "agreed_on"),
        ({"agreed_on": date(2100, 1, 4), "due_on": date(2100, 1, 5)}, "agreed_on"),
    ],
)
def test_an_action_that_cannot_be_is_refused_at_its_field(
    officer: User, plan: Plan, change: dict[str, Any], field: str
) -> None:
    facts = {"pillar": "supervision", "what": "Call", "due_on": date(2026, 2, 1), "agreed_on": DAY} | change
    with acting_as(officer):
        with pytest.raises(BadInput) as refusal:
            add_action(officer, plan_id=plan.pk, agency=officer.agency, **facts)
        assert refusal.value.field == field
        assert not Action.objects.exists()


def test_an_agency_without_access_is_given_no_action(officer: User, plan: Plan) -> None:
    with acting_as(officer), pytest.raises(Conflict) as refusal:
        make_action(officer, plan, agency=make_agency(AgencyKind.HEALTH))
    assert refusal.value.field == "agency"


def test_a_closed_plan_takes_no_action(officer: User, plan: Plan) -> None:
    with acting_as(officer):
        Plan.objects.filter(pk=plan.pk).update(closed_on=date(2026, 2, 1))
        with pytest.raises(Conflict):
            make_action(officer, plan)


def test_a_partner_sees_the_plan_and_adds_nothing_to_it(housing: User, plan: Plan) -> None:
    with acting_as(housing), pytest.raises(NotAllowed):
        make_action(housing, plan)
    with acting_as(make_user()) as stranger, pytest.raises(NotFound):
        make_action(stranger, plan)


def test_the_agency_that_owes_an_action_accepts_and_completes_it(housing: User, action: Action) -> None:
    with acting_as(housing):
        accepted = accept_action(housing, action_id=action.pk, on=date(2026, 1, 7))
        assert (accepted.state, accepted.accepted_on, accepted.accepted_by) == (
            "accepted",
            date(2026, 1, 7),
            housing,
        )
        done = complete_action(housing, action_id=action.pk, outcome=" Seen ", on=date(2026, 1, 8))
        done.refresh_from_db()
        assert (done.state, done.completed_on, done.completed_by) == ("completed", date(2026, 1, 8), housing)
        assert (done.outcome, done.accepted_on) == ("Seen", date(2026, 1, 7))
        whats = ["plan action accepted", "plan action completed"]
        assert list(Entry.objects.order_by("id").values_list("what", flat=True)) == whats


def test_completing_what_was_not_accepted_accepts_it(housing: User, action: Action) -> None:
    with acting_as(housing):
        done = complete_action(housing, action_id=action.pk, outcome="Seen")
        assert (done.accepted_on, done.accepted_by) == (today(), housing)


def test_nobody_else_accepts_or_completes_it(officer: User, action: Action) -> None:
    with acting_as(officer):
        with pytest.raises(NotAllowed):
            accept_action(officer, action_id=action.pk)
        with pytest.raises(NotAllowed):
            complete_action(officer, action_id=action.pk, outcome="Done")
    with acting_as(make_user()) as stranger, pytest.raises(NotFound):
        accept_action(stranger, action_id=action.pk)


def test_an_action_is_done_once_and_not_before_it_was_agreed(housing: User, action: Action) -> None:
    with acting_as(housing):
        with pytest.raises(BadInput) as early:
            complete_action(housing, action_id=action.pk, outcome="Seen", on=date(2026, 1, 4))
        with pytest.raises(BadInput) as silent:
            complete_action(housing, action_id=action.pk, outcome="  ")
        assert (early.value.field, silent.value.field) == ("on", "outcome")
        complete_action(housing, action_id=action.pk, outcome="Seen")
        with pytest.raises(Conflict):
            complete_action(housing, action_id=action.pk, outcome="Again")
        with pytest.raises(Conflict):
            accept_action(housing, action_id=action.pk)


def test_the_owner_withdraws_an_action_with_a_reason(officer: User, housing: User, action: Action) -> None:
    with acting_as(housing), pytest.raises(NotAllowed):
        withdraw_action(housing, action_id=action.pk, reason="Not ours")
    with acting_as(officer):
        with pytest.raises(BadInput):
            withdraw_action(officer, action_id=action.pk, reason="")
        withdrawn = withdraw_action(officer, action_id=action.pk, reason="Moved away")
        assert (withdrawn.state, withdrawn.outcome) == ("withdrawn", "Moved away")
        with pytest.raises(Conflict):
            withdraw_action(officer, action_id=action.pk, reason="Again")
        with pytest.raises(NotFound):
            withdraw_action(officer, action_id=uuid.uuid4(), reason="None")


def test_an_action_due_beyond_anybodys_life_is_refused(officer: User, plan: Plan) -> None:
    with acting_as(officer), pytest.raises(BadInput, match="more than 100 years away") as refusal:
        add_action(
            officer,
            plan_id=plan.pk,
            pillar="supervision",
            what="See them",
            agency=officer.agency,
            due_on=date(9999, 12, 31),
        )
    assert refusal.value.field == "due_on"
