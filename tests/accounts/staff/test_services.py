"""Bringing people to agencies: the operator the first, then administrators their own agency's."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.accounts.staff.services import create_agency, create_team, create_user
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.models import Entry
from tests.factories.access import as_operator, make_agency, make_user

pytestmark = pytest.mark.django_db

GOOD = "seven-copper-lanterns-9"


def test_an_administrator_adds_teams_and_users_to_their_own_agency_and_the_ledger_says_so() -> None:
    with acting_as(make_user(Role.ADMINISTRATOR)) as admin:
        team = create_team(admin, agency=admin.agency, name=" MOSOVO  north ")
        user = create_user(
            admin,
            username="new.officer",
            name="New Officer",
            agency=admin.agency,
            role="offender-manager",
            password=GOOD,
            team=team,
            email="new.officer@example.test",
        )
        whats = list(Entry.objects.order_by("id").values_list("what", flat=True))
        with pytest.raises(NotAllowed, match="their own agency"):
            create_team(admin, agency=make_agency(), name="Other")
    assert team.name == "MOSOVO north"
    assert user.check_password(GOOD)
    assert GOOD not in user.password
    assert whats == ["team added", "user added", "user's role proposed"]
    assert (user.is_active, user.awaiting_approval, user.proposed_by) == (False, True, admin)


@pytest.mark.parametrize("role", [Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.AUDITOR])
def test_nobody_but_an_administrator_adds_teams_and_users(role: Role) -> None:
    with acting_as(make_user(role)) as user:
        with pytest.raises(NotAllowed):
            create_team(user, agency=user.agency, name="Another")
        with pytest.raises(NotAllowed):
            create_user(user, username="x", name="X", agency=user.agency, role="auditor", password=GOOD)


def test_the_operator_adds_the_first_of_each_before_anybody_can_sign_in() -> None:
    facts = {"username": "first", "name": "First", "role": "administrator", "password": GOOD}
    with as_operator():
        agency = create_agency(kind="police", name="North police")
        team = create_team(None, agency=agency, name="MOSOVO")
        user = create_user(None, agency=agency, team=team, **facts)
    assert (user.agency, user.team, user.is_active) == (agency, team, True)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"username": " "}, "username"),
        ({"name": ""}, "name"),
        ({"role": "emperor"}, "role"),
        ({"password": "short"}, "password"),
        ({"email": "not an address"}, "email"),
    ],
)
def test_a_user_who_cannot_be_is_refused_at_the_field(facts: dict, field: str) -> None:
    user = {
        "username": "u",
        "name": "U",
        "role": "auditor",
        "password": GOOD,
        "agency": make_agency(),
        **facts,
    }
    with pytest.raises(BadInput) as refusal, as_operator():
        create_user(None, **user)
    assert refusal.value.field == field
    assert not User.objects.exists()


def test_a_team_of_another_agency_is_refused() -> None:
    other = make_user()
    facts = {"username": "u", "name": "U", "role": "auditor", "password": GOOD, "agency": make_agency()}
    with pytest.raises(BadInput) as refusal, as_operator():
        create_user(None, team=other.team, **facts)
    assert refusal.value.field == "team"


def test_names_that_differ_only_in_capitals_are_one() -> None:
    facts = {"name": "U", "role": "auditor", "password": GOOD}
    with as_operator():
        agency = create_agency(kind="police", name="North police")
        create_team(None, agency=agency, name="MOSOVO")
        create_user(None, username="somebody", agency=agency, **facts)
        with pytest.raises(Conflict):
            create_agency(kind="police", name="north POLICE")
        with pytest.raises(Conflict):
            create_team(None, agency=agency, name="mosovo")
        with pytest.raises(Conflict):
            create_user(None, username="SomeBody", agency=agency, **facts)
        with pytest.raises(BadInput):
            create_agency(kind="circus", name="East")


def test_without_the_operators_connection_nobody_bound_adds_anybody() -> None:
    agency = make_agency()
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        create_team(None, agency=agency, name="MOSOVO")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        create_agency(kind="police", name="Another")
