"""Raw SQL as the application role: a stranger agency reads and writes nothing, in any guarded table."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.access.apply_row_security import declared
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES, RECORDS_DECIDERS, Role
from cairn.table_security import ClosedTable, OpenTable, TableSecurity
from tests.factories.access import make_user
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

GUARDED = sorted(
    table
    for rule in declared()
    if not isinstance(rule, (OpenTable, ClosedTable))
    for table in ([name for name, _ in rule.tables()] if isinstance(rule, TableSecurity) else [rule.table])
)
# Read by all who sign in, because no answer can be given without it: decisions about the law, and who works
# in which agency. Nothing in it is about a person on the register.
READ_BY_ALL = {"record_ruleswitch", "access_team", "access_user"}
# Compared with what somebody brings, before it is known who they are.
READ_AT_THE_ENTRANCE = {"mfa_authenticator"}
# Read by those who answer requests for access, and by no other colleague.
DISCLOSERS_ONLY = {
    f"record_{name}{past}"
    for name in ("subjectrequest", "clarification", "accessitem")
    for past in ("", "history")
}


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def _one_row(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb({table}) FROM {table} LIMIT 1")
        return str(cursor.fetchone()[0])


def _key(table: str) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_index i "
            "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
            "WHERE i.indrelid = %s::regclass AND i.indisprimary",
            [table],
        )
        name, kind = cursor.fetchone()
        return str(name), str(kind)


def _strangers() -> dict[str, User]:
    return {
        "another force's officer": make_user(),
        "another agency's practitioner": make_user(Role.PARTNER),
        "another agency's administrator": make_user(Role.ADMINISTRATOR),
    }


@contextmanager
def _refused() -> Iterator[None]:
    with pytest.raises(DatabaseError, match=r"row-level security|permission denied"), transaction.atomic():
        yield


def _reader(table: str, world: World) -> User:
    """Somebody of the owner's who reads the table: a draft is its author's, an emergency opening the supervisors'."""
    with acting_as(world.officer):
        return world.officer if _count(table) else world.supervisor


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("table", GUARDED)
def test_there_is_something_to_leak(table: str, world: World) -> None:
    with acting_as(_reader(table, world)):
        assert _count(table) > 0


@pytest.mark.parametrize("table", sorted(set(GUARDED) - READ_BY_ALL))
def test_a_stranger_reads_nothing(table: str, world: World) -> None:
    for stranger in _strangers().values():
        with acting_as(stranger):
            assert _count(table) == 0
    if table not in READ_AT_THE_ENTRANCE:
        assert _count(table) == 0  # nobody bound


@pytest.mark.parametrize("table", GUARDED)
def test_a_stranger_writes_nothing(table: str, world: World) -> None:
    strangers = _strangers().values()
    owner = _reader(table, world)
    with acting_as(owner):
        row, before = _one_row(table), _count(table)
    key, kind = _key(table)
    another = str(uuid.uuid4()) if kind == "uuid" else "987654321"
    for stranger in strangers:
        with acting_as(stranger), connection.cursor() as cursor:
            with _refused():
                cursor.execute(
                    f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, "
                    f"%s::jsonb || jsonb_build_object('{key}', %s::text))).*",
                    [row, another],
                )
            for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
                try:
                    with transaction.atomic():
                        cursor.execute(statement)
                        assert cursor.rowcount == 0
                except DatabaseError as refused:
                    assert "permission denied" in str(refused)  # noqa: PT017  either outcome is right
    with acting_as(owner):
        assert _count(table) == before


def test_a_partner_reads_what_partners_may_and_no_more(world: World) -> None:
    with acting_as(world.partner):
        seen = {table for table in GUARDED if _count(table)} - READ_BY_ALL
    assert seen == {
        "access_partnership",
        "access_partnershiphistory",
        "clock_keptduties",
        "clock_standing",
        "plan_action",
        "plan_actionhistory",
        "plan_actionmessage",
        "plan_actionmessagehistory",
        "plan_managementlevel",
        "plan_managementlevelhistory",
        "plan_plan",
        "plan_planhistory",
        "record_address",
        "record_addresshistory",
        "record_allocation",
        "record_allocationhistory",
        "record_contact",
        "record_contacthistory",
        "record_name",
        "record_namehistory",
        "record_nominal",
        "record_nominalhistory",
        "record_photograph",
        "record_photographhistory",
        "record_vehicle",
        "record_vehiclehistory",
        "supervision_riskassessment",
        "supervision_riskassessmenthistory",
    }


def test_roles_without_sight_of_records_read_none_of_their_own_agencys(world: World) -> None:
    for role in (Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR):
        with acting_as(make_user(role, agency=world.officer.agency)):
            seen = {table for table in GUARDED if _count(table)} - READ_BY_ALL
        entrance = {"access_signinevent"}
        # That a record was opened in an emergency, and what came of it; nothing of the record.
        audited = entrance | {"ledger_entry", "access_breakglass"}
        assert seen == {Role.ADMINISTRATOR: entrance, Role.AUDITOR: audited, Role.ANALYST: set()}[role]


def test_bank_details_are_for_those_who_take_and_keep_notifications(world: World) -> None:
    with acting_as(make_user(Role.COORDINATOR, agency=world.officer.agency)):
        assert _count("record_notification") == 1
        assert _count("record_financialdetail") == 0


def test_requests_for_access_are_for_those_who_answer_them(world: World) -> None:
    for role in CASE_ROLES - {Role.PARTNER}:
        with acting_as(make_user(role, agency=world.officer.agency)):
            seen = {table for table in DISCLOSERS_ONLY if _count(table)}
        assert seen == (DISCLOSERS_ONLY if role in RECORDS_DECIDERS else set())


def test_no_word_of_what_is_the_owners_reaches_a_partner_by_any_table(world: World) -> None:
    with acting_as(world.partner), connection.cursor() as cursor:
        seen = []
        for table in GUARDED:
            cursor.execute(f"SELECT to_jsonb({table})::text FROM {table}")
            seen += [row[0] for row in cursor.fetchall()]
    everything = " ".join(seen)
    assert "CANARY plan" in everything
    owners = ["court", "prohibitions", "prison", "bank", "station", "Islands"]
    secrets = [f"CANARY {word}" for word in owners] + ["2 CANARY Row", "SOA 2003 s.9", "1979/0163001B"]
    assert [secret for secret in secrets if secret in everything] == []
