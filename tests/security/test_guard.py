"""Every table in the database is declared, and the database says what the declaration says."""

from __future__ import annotations

import pytest
from django.db import connection

from cairn.access.apply_row_security import declared
from cairn.table_security import ClosedTable, OpenTable, TableSecurity

pytestmark = pytest.mark.django_db


def _rows(query: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def _declared(kind: type | tuple[type, ...]) -> set[str]:
    names: set[str] = set()
    for rule in declared():
        if isinstance(rule, kind):
            names |= {name for name, _ in rule.tables()} if isinstance(rule, TableSecurity) else {rule.table}
    return names


def test_every_table_is_declared_open_closed_or_guarded() -> None:
    existing = _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert existing == _declared(object)


def test_every_guarded_table_forces_row_security() -> None:
    forced = _rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert forced == _declared(object) - _declared((OpenTable, ClosedTable))


def test_the_application_has_no_right_at_all_on_a_closed_table() -> None:
    granted = _rows(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee IN (current_user, 'PUBLIC')"
    )
    assert granted & _declared(ClosedTable) == set()
    assert _declared(ClosedTable)


def test_no_open_table_names_a_nominal() -> None:
    naming = _rows(
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name IN ('nominal_id', 'nominal')"
    )
    assert naming & _declared(OpenTable) == set()


def test_the_application_role_cannot_step_around_the_policies() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_history_only_grows() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = current_user AND table_name LIKE '%history'"
        )
        assert {row[0] for row in cursor.fetchall()} == {"SELECT", "INSERT"}
