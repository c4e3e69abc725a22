"""What the background jobs may do in the database: read facts, write the clock's and the log's rows, and no more."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from cairn.access.apply_row_security import declared
from cairn.ledger.jobs_role import JOBS_ROLE, jobs_conninfo
from cairn.ledger.log.connecting import keeper
from cairn.table_security import ClosedTable, OpenTable, SpecialTable, TableSecurity

CLOCKS = {"clock_duty", "clock_standing", "clock_clockday", "clock_keptduties"}
# What runs out and is swept: no fact, and nothing of what was typed.
SWEPT = {"record_sentform"}
SECRET = {
    "mfa_authenticator",
    "django_session",
    "record_draft",
    "access_user",
    "account_emailaddress",
    "cache",
}


@pytest.fixture
def jobs() -> Iterator[psycopg.Connection]:
    with psycopg.connect(jobs_conninfo()) as connection:
        yield connection
        connection.rollback()


def _facts() -> list[str]:
    """Every table of facts, entries and history."""
    return sorted(
        table
        for rule in declared()
        if isinstance(rule, (TableSecurity, SpecialTable))
        for table in (
            [name for name, _ in rule.tables()] if isinstance(rule, TableSecurity) else [rule.table]
        )
        if table not in CLOCKS | SWEPT
    )


def test_the_jobs_act_as_their_own_role_from_the_first_statement_on(jobs: psycopg.Connection) -> None:
    assert jobs.execute("SELECT current_user").fetchone() == (JOBS_ROLE,)


@pytest.mark.django_db(databases=["owner"])
def test_so_does_the_keeper_of_the_log() -> None:
    with keeper() as connection:
        assert connection.execute("SELECT current_user").fetchone() == (JOBS_ROLE,)


@pytest.mark.parametrize("table", _facts())
def test_no_fact_entry_or_history_is_theirs_to_change(table: str, jobs: psycopg.Connection) -> None:
    for statement in (
        f"INSERT INTO {table} DEFAULT VALUES",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), jobs.transaction():
            jobs.execute(statement)
    rights = jobs.execute(
        "SELECT array_agg(DISTINCT privilege_type::text) FROM information_schema.column_privileges "
        "WHERE table_name = %s AND grantee = %s",
        [table, JOBS_ROLE],
    ).fetchone()
    assert set(rights[0] or []) <= {"SELECT"}


@pytest.mark.parametrize("table", sorted(SWEPT))
def test_what_runs_out_they_take_away_and_do_nothing_else_to(table: str, jobs: psycopg.Connection) -> None:
    rights = jobs.execute(
        "SELECT array_agg(DISTINCT privilege_type::text) FROM information_schema.table_privileges "
        "WHERE table_name = %s AND grantee = %s",
        [table, JOBS_ROLE],
    ).fetchone()
    assert set(rights[0] or []) == {"SELECT", "DELETE"}


@pytest.mark.parametrize("table", sorted(SECRET))
def test_what_is_no_business_of_theirs_they_do_not_read(table: str, jobs: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        jobs.execute(f"SELECT count(*) FROM {table}")


def test_the_log_only_grows_by_them_and_its_salts_are_not_theirs_to_erase(jobs: psycopg.Connection) -> None:
    for statement in (
        "UPDATE ledger_leaf SET salt = NULL",
        "DELETE FROM ledger_leaf",
        "DELETE FROM ledger_node",
        "UPDATE ledger_head SET root = ''",
        "DELETE FROM ledger_head",
        "DELETE FROM ledger_shape",
        "UPDATE ledger_signingkey SET public = ''",
        "INSERT INTO ledger_disposed (leaf_index, entry_id) VALUES (0, 0)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), jobs.transaction():
            jobs.execute(statement)


def test_every_table_says_what_the_jobs_may_do_there(jobs: psycopg.Connection) -> None:
    granted = {
        name
        for (name,) in jobs.execute(
            "SELECT DISTINCT table_name FROM information_schema.table_privileges WHERE grantee = %s",
            [JOBS_ROLE],
        )
    }
    said = set(_facts()) | CLOCKS | SWEPT
    said |= {rule.table for rule in declared() if isinstance(rule, (OpenTable, ClosedTable)) and rule.jobs}
    assert granted <= said
    assert granted >= CLOCKS
    assert "DATABASE_OWNER_URL" in os.environ
