"""Worklists: whose, in which order, counted and narrowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import duties_of
from cairn.clock.worklist.queries import Worklist, default_scope, worklist
from cairn.dates import today
from cairn.errors import BadInput
from cairn.record.models import Nominal
from tests.clock.test_services import make_registered
from tests.factories.access import make_agency, make_team, make_user
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person
from tests.factories.supervision import make_risk, make_visit

pytestmark = pytest.mark.django_db
TODAY = today()


def make_owed(officer: User, *days: int, owed_by: User | None = None) -> Nominal:
    """A person with an action due in so many days, for each; nothing else is owed."""
    nominal = make_person(officer, officer=officer)
    make_risk(officer, nominal, level="low", set_on=TODAY)
    make_visit(officer, nominal, visited_on=TODAY)
    if owed_by:
        make_partner(officer, nominal, owed_by.agency)
    plan = make_plan(officer, nominal, agreed_on=TODAY - timedelta(days=30))
    for day in days:
        make_action(
            officer,
            plan,
            agency=(owed_by or officer).agency,
            what=f"Due in {day}",
            agreed_on=TODAY - timedelta(days=30),
            due_on=TODAY + timedelta(days=day),
        )
    return nominal


def whats(answer: Worklist) -> list[str]:
    return [row.what for row in answer.rows]


def test_overdue_comes_first_then_by_day_with_who_what_due_and_why() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_owed(officer, 3, -2, 0)
        answer = worklist(officer, scope="mine")
        assert whats(answer) == ["Due in -2", "Due in 0", "Due in 3", "Home visit (low risk)"]
        first = answer.rows[0]
        name = nominal.names.get(shown=True)
        assert (first.nominal_id, first.name, first.date_of_birth) == (
            nominal.pk,
            str(name),
            nominal.date_of_birth,
        )
        assert (first.state, first.due, first.days_overdue) == ("overdue", TODAY - timedelta(days=2), 2)
        assert (first.officer_name, first.agency_name, first.risk) == (
            officer.name,
            officer.agency.name,
            "low",
        )
        assert first.why.startswith("Agreed ")
        assert (answer.counts.total, answer.matching, answer.page, answer.pages) == (4, 4, 1, 1)
        assert answer.counts.by_state == {"overdue": 1, "open": 3, "suspended": 0, "possible": 0}
        assert answer.counts.by_kind == {"action": 3, "visit": 1}


def test_mine_my_teams_and_my_forces() -> None:
    officer = make_user()
    same_team = make_user(agency=officer.agency, team=officer.team)
    west = make_team(officer.agency, "West")
    other_team = make_user(agency=officer.agency, team=west)
    for user, day in ((officer, 1), (same_team, 2), (other_team, 3), (make_user(), 4)):
        with acting_as(user):
            make_owed(user, day)
    with acting_as(officer):
        for scope, expected in (
            ("mine", ["Due in 1"]),
            ("team", ["Due in 1", "Due in 2"]),
            ("force", ["Due in 1", "Due in 2", "Due in 3"]),
        ):
            assert whats(worklist(officer, scope=scope, kind="action")) == expected


def test_filters_narrow_the_rows_and_risk_the_counts_too() -> None:
    with acting_as(make_user()) as officer:
        make_owed(officer, -1, 5)
        high = make_registered(officer)
        make_risk(officer, high, level="high", set_on=TODAY)
        make_visit(officer, high, visited_on=TODAY)
        assert whats(worklist(officer, scope="mine", state="overdue", kind="action")) == ["Due in -1"]
        narrowed = worklist(officer, scope="mine", risk="high")
        assert whats(narrowed) == ["Initial notification", "Home visit (high risk)"]
        assert narrowed.counts.by_kind == {"initial": 1, "visit": 1}
        assert worklist(officer, scope="mine", state="overdue").counts.total == 5
        for wrong in ({"scope": "world"}, {"scope": "mine", "state": "late"}):
            with pytest.raises(BadInput):
                worklist(officer, **wrong)


def test_a_partner_sees_what_its_agency_owes_and_nothing_else() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    health = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(make_user()) as officer:
        nominal = make_owed(officer, 1, 2, owed_by=housing)
        make_owed(officer, 3, owed_by=health)
        make_owed(officer, 4)
        assert worklist(officer, scope="mine", kind="action").matching == 4
    with acting_as(housing):
        for scope in ("mine", "team", "force"):
            answer = worklist(housing, scope=scope)
            assert whats(answer) == ["Due in 1", "Due in 2"]
            assert answer.counts.total == 2
        assert [duty.what for duty in duties_of(nominal.pk)] == ["Due in 1", "Due in 2"]


def test_a_page_holds_25_and_the_last_page_stands_for_any_later_one() -> None:
    with acting_as(make_user()) as officer:
        make_owed(officer, *range(26))
        first = worklist(officer, scope="mine", kind="action")
        assert (len(first.rows), first.matching, first.pages) == (25, 26, 2)
        assert whats(worklist(officer, scope="mine", kind="action", page=9)) == ["Due in 25"]
        assert worklist(officer, scope="mine", kind="action", page=-3).page == 1


def test_one_person_and_three_take_the_same_two_queries() -> None:
    with acting_as(make_user()) as officer:
        for people in (1, 3):
            while Nominal.objects.count() < people:
                make_owed(officer, 1)
            with CaptureQueriesContext(connection) as queries:
                answer = worklist(officer, scope="force")
            assert len(answer.rows) == 2 * people
            assert len(queries) == 2


def test_each_role_starts_with_the_list_it_needs() -> None:
    assert default_scope(make_user(Role.OFFENDER_MANAGER)) == "mine"
    assert default_scope(make_user(Role.SUPERVISOR)) == "team"
    assert default_scope(make_user(Role.PARTNER)) == "force"
