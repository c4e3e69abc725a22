"""Raw SQL as the application role: what the database lets whom change about who signs in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import IdentityProvider, User
from cairn.accounts.roles import Role
from tests.factories.access import as_operator, make_agency, make_team, make_user

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: Any) -> int:
    """Run it; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@contextmanager
def denied() -> Iterator[None]:
    with pytest.raises(DatabaseError, match=r"permission denied|row-level security"), transaction.atomic():
        yield


INSERT = (
    "INSERT INTO access_user (id, username, name, email, password, agency_id, role, is_active, date_joined) "
    "VALUES (%s, %s, 'New', '', '!', %s, 'auditor', true, now())"
)


def _insert(agency_id: uuid.UUID) -> int:
    identity = uuid.uuid4()
    return sql(INSERT, identity, str(identity)[:8], agency_id)


def test_only_an_administrator_adds_users_and_only_to_their_agency() -> None:
    other = make_agency()
    with acting_as(make_user(Role.ADMINISTRATOR)) as administrator:
        assert _insert(administrator.agency_id) == 1
        with denied():
            _insert(other.pk)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with acting_as(make_user(role)) as user, denied():
            _insert(user.agency_id)
    with denied():  # nobody bound
        _insert(other.pk)


def test_a_suspended_administrator_administers_nothing() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    with as_operator():
        sql("UPDATE access_user SET is_active = false WHERE id = %s", administrator.pk)
    with acting_as(administrator), denied():
        _insert(administrator.agency_id)


def test_an_administrator_changes_their_own_agencys_people_and_nobody_elses() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    colleague, stranger = make_user(agency=administrator.agency), make_user()
    change = "UPDATE access_user SET role = 'auditor', is_active = false WHERE id = %s"
    with acting_as(administrator):
        assert sql(change, colleague.pk) == 1
        assert sql(change, stranger.pk) == 0
    with acting_as(colleague):
        assert sql(change, administrator.pk) == 0
    assert sql(change, colleague.pk) == 0  # nobody bound


@pytest.mark.parametrize(
    "change",
    ["role = 'supervisor'", "is_active = false", "team_id = NULL", "name = 'Other'", "email = 'a@b.test'"],
)
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFENDER_MANAGER])
def test_nobody_changes_their_own_account(role: Role, change: str) -> None:
    with acting_as(make_user(role)) as user, denied():
        sql(f"UPDATE access_user SET {change} WHERE id = %s", user.pk)


@pytest.mark.parametrize("column", ["agency_id", "username", "id", "provider_id", "subject", "date_joined"])
def test_what_nobody_changes_of_anybody(column: str) -> None:
    with acting_as(make_user(Role.ADMINISTRATOR)) as administrator:
        colleague = make_user(agency=administrator.agency)
        with denied():
            sql(f"UPDATE access_user SET {column} = {column} WHERE id = %s", colleague.pk)


def test_signing_in_writes_ones_own_hash_and_time_and_nobody_elses() -> None:
    user = make_user()
    colleague = make_user(agency=user.agency)
    change = "UPDATE access_user SET password = '!x', last_login = now() WHERE id = %s"
    with acting_as(user):
        assert sql(change, user.pk) == 1
        assert sql(change, colleague.pk) == 0
    assert sql(change, user.pk) == 0  # nobody bound
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)), denied():
        sql("UPDATE access_user SET last_login = now() + interval '1 day' WHERE id = %s", user.pk)


def test_nobody_is_put_into_another_agencys_team() -> None:
    with acting_as(make_user(Role.ADMINISTRATOR)) as administrator:
        colleague = make_user(agency=administrator.agency)
        elsewhere = make_team(make_agency(), "Elsewhere")
        with denied():
            sql("UPDATE access_user SET team_id = %s WHERE id = %s", elsewhere.pk, colleague.pk)


def test_nobody_is_deleted_and_agencies_providers_and_groups_are_the_operators() -> None:
    with acting_as(make_user(Role.ADMINISTRATOR)) as administrator:
        for statement in (
            "DELETE FROM access_user",
            "DELETE FROM access_team",
            "UPDATE access_agency SET name = 'x'",
            "INSERT INTO access_agency (id, name, kind) VALUES (gen_random_uuid(), 'x', 'police')",
            "UPDATE access_identityprovider SET issuer = 'https://evil.test'",
            "UPDATE access_grouprole SET role = 'administrator'",
            "DELETE FROM access_signinevent",
            "UPDATE access_signinevent SET kind = 'signed-in'",
        ):
            with denied():
                sql(statement)
        with denied():
            sql("UPDATE access_team SET agency_id = agency_id WHERE agency_id = %s", administrator.agency_id)


def test_teams_are_their_own_administrators() -> None:
    insert = "INSERT INTO access_team (id, agency_id, name) VALUES (gen_random_uuid(), %s, 'New')"
    other = make_agency()
    with acting_as(make_user(Role.ADMINISTRATOR)) as administrator:
        assert sql(insert, administrator.agency_id) == 1
        with denied():
            sql(insert, other.pk)
        assert sql("UPDATE access_team SET name = name || '!' WHERE agency_id = %s", other.pk) == 0
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor, denied():
        sql(insert, supervisor.agency_id)


def test_an_administrator_cannot_make_an_account_of_a_providers_subject() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    with as_operator():
        provider = IdentityProvider.objects.create(
            agency=administrator.agency, slug="p", issuer="https://p.test", client_id="c"
        )
    bound = INSERT.replace("date_joined)", "date_joined, provider_id, subject)").replace(
        "now())", "now(), %s, 's')"
    )
    with acting_as(administrator), denied():
        sql(bound, uuid.uuid4(), "x", administrator.agency_id, provider.pk)


def test_arriving_makes_a_pending_user_of_the_providers_agency_and_nothing_more() -> None:
    agency = make_agency()
    with as_operator():
        provider = IdentityProvider.objects.create(
            agency=agency, slug="p", issuer="https://p.test", client_id="c"
        )
        sql(
            'INSERT INTO access_grouprole (id, provider_id, "group", role, rank) '
            "VALUES (gen_random_uuid(), %s, 'admins', 'administrator', 1)",
            provider.pk,
        )
    sql("SELECT cairn_arrive(%s, 'who', 'Name', '', ARRAY['admins'])", provider.pk)
    made = User.objects.get(subject="who")
    assert (made.agency, made.is_active, made.awaiting_approval) == (agency, False, True)
    with acting_as(made), denied():  # pending: an administrator in name only
        _insert(agency.pk)


def test_events_of_the_entrance_are_written_by_the_entrance_or_about_oneself() -> None:
    insert = (
        "INSERT INTO access_signinevent (id, at, kind, user_id, agency_id, way, typed) "
        "VALUES (gen_random_uuid(), now(), 'refused', %s, %s, '', '')"
    )
    user, stranger = make_user(), make_user()
    assert sql(insert, user.pk, user.agency_id) == 1  # nobody bound: the entrance
    with acting_as(stranger), denied():
        sql(insert, user.pk, user.agency_id)
    with acting_as(stranger):
        assert sql("SELECT 1 FROM access_signinevent") == 0
    for role, seen in ((Role.AUDITOR, 1), (Role.ADMINISTRATOR, 1), (Role.SUPERVISOR, 0)):
        with acting_as(make_user(role, agency=user.agency)):
            assert sql("SELECT 1 FROM access_signinevent") == seen
