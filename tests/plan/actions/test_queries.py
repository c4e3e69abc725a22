"""Plans and actions as read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from cairn.plan.actions.queries import actions_of, get_action, open_plan
from cairn.plan.models import Action
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_actions_come_due_first_in_the_same_number_of_queries() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        assert open_plan(nominal.pk) is None
        plan = make_plan(officer, nominal)
        assert open_plan(nominal.pk) == plan
        late = make_action(officer, plan, due_on=date(2026, 3, 1))
        assert _asked_once(nominal.pk) == [late]
        early = make_action(officer, plan, due_on=date(2026, 2, 1))
        last = make_action(officer, plan, due_on=date(2026, 4, 1))
        assert _asked_once(nominal.pk) == [early, late, last]


def _asked_once(nominal_id: UUID) -> list[Action]:
    with CaptureQueriesContext(connection) as queries:
        actions = actions_of(nominal_id)
        assert all(action.agency.name for action in actions)
    assert len(queries) == 1
    return actions


def test_a_partner_reads_an_action_and_a_stranger_does_not() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        make_partner(officer, nominal, housing.agency)
        action = make_action(officer, make_plan(officer, nominal))
    with acting_as(housing):
        assert get_action(action.pk) == action
    with acting_as(make_user()), pytest.raises(NotFound):
        get_action(action.pk)
