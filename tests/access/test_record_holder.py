"""Whom to ask about a record that is not one's own to see."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.access.record_holder import holder_of, holders_of
from cairn.access.restricted.services import restrict_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.roles import Role
from tests.access.people import make_people
from tests.factories.access import make_agency, make_user

pytestmark = pytest.mark.django_db


def test_the_holder_is_the_owner_and_its_team_in_three_queries() -> None:
    people, others = make_people(), make_people()
    agency = people.owner_officer.agency
    with acting_as(people.other_officer), CaptureQueriesContext(connection) as asked:
        holders = holders_of([people.nominal_id, others.nominal_id, uuid.uuid4()])
    assert len(asked) == 3
    assert str(holders[people.nominal_id]) == f"{agency.name}, Team A"
    assert {holder.agency for holder in holders.values()} == {agency, others.owner_officer.agency}
    assert holders_of([]) == {}


@pytest.mark.parametrize(
    ("role", "kind", "told"),
    [
        (Role.OFFENDER_MANAGER, AgencyKind.POLICE, True),
        (Role.RECORDS, AgencyKind.PRISON, True),
        (Role.SUPERVISOR, AgencyKind.PROBATION, True),
        (Role.FRONT_COUNTER, AgencyKind.POLICE, False),
        (Role.PARTNER, AgencyKind.PROBATION, False),
        (Role.AUDITOR, AgencyKind.POLICE, False),
        (Role.SUPERVISOR, AgencyKind.HOUSING, False),
    ],
)
def test_who_is_told_says_the_matrix(role: Role, kind: AgencyKind, told: bool) -> None:
    people = make_people()
    with acting_as(make_user(role, agency=make_agency(kind))):
        assert (holder_of(people.nominal_id) is not None) == told


def test_of_a_restricted_record_nobody_is_told() -> None:
    people = make_people()
    with acting_as(people.owner_supervisor) as supervisor:
        restrict_record(
            supervisor, nominal_id=people.nominal_id, ground="other", why="A source's record", readers=[]
        )
    with acting_as(people.other_officer):
        assert holder_of(people.nominal_id) is None
