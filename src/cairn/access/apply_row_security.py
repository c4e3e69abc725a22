"""Collects every room's declarations and makes the database enforce them."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from cairn.access.binding import binding_triggers
from cairn.access.need_to_know.matrix import matrix
from cairn.access.policies import statements
from cairn.access.sql_functions import definer_grants, functions
from cairn.errors import Conflict
from cairn.ledger.history import as_known
from cairn.ledger.jobs_role import JOBS_ROLE
from cairn.table_security import OpenTable, Security

# The rooms with tables; access speaks for the ledger, which knows no users.
_ROOMS = ("accounts", "access", "record", "supervision", "plan", "clock")

# Tables that our libraries bring. None of them holds anything about a nominal.
_LIBRARY_TABLES = (
    OpenTable("account_emailaddress", "sign-in"),
    OpenTable("account_emailconfirmation", "sign-in"),
    OpenTable("auth_group", "unused", rights="SELECT"),
    OpenTable("auth_group_permissions", "unused", rights="SELECT"),
    OpenTable("auth_permission", "unused", rights="SELECT"),
    OpenTable("cache", "rate limits"),
    OpenTable("django_content_type", "names of tables", rights="SELECT"),
    OpenTable("django_migrations", "which migrations ran", rights="SELECT"),
    OpenTable("django_session", "who is signed in"),
    OpenTable("pghistory_context", "unused", rights="SELECT"),
    OpenTable("procrastinate_events", "jobs: ids only"),
    OpenTable("procrastinate_jobs", "jobs: ids only"),
    OpenTable("procrastinate_periodic_defers", "jobs: ids only"),
    OpenTable("procrastinate_workers", "jobs: ids only"),
    OpenTable("socialaccount_socialaccount", "unused", rights="SELECT"),
    OpenTable("socialaccount_socialapp", "unused", rights="SELECT"),
    OpenTable("socialaccount_socialtoken", "unused", rights="SELECT"),
    OpenTable("usersessions_usersession", "where each user is signed in"),
)


def declared() -> tuple[Security, ...]:
    """Every room's declarations, in the rooms' order, then the libraries' tables."""
    found: list[Security] = []
    for app in apps.get_app_configs():
        if app.label in _ROOMS:
            found.extend(import_module(f"{app.name}.row_security").TABLES)
    return (*found, *_LIBRARY_TABLES)


def _check_jobs_role(cursor: CursorWrapper, owner_role: str) -> None:
    """
    Raises
        Conflict: the role of the background jobs is missing, or the owner may not act in it.
    """
    cursor.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(%s, oid, 'SET')", [JOBS_ROLE, owner_role]
    )
    if cursor.fetchone() is None:
        raise Conflict(
            f"The database has no role {JOBS_ROLE} in which {owner_role} may act. As a superuser: "
            f"CREATE ROLE {JOBS_ROLE} NOLOGIN; GRANT {JOBS_ROLE} TO {owner_role} WITH INHERIT FALSE, SET TRUE;"
        )


def apply(using: str = "owner") -> None:
    """
    Take every right from the application role, then give what is declared, and make the past readable.

    One transaction.

    Raises:
        django.db.Error: a declaration names a table or column that does not exist; nothing changes.
    """
    app_role = connections["default"].settings_dict["USER"]
    connection = connections[using]
    owner_role = connection.settings_dict["USER"]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(functions(matrix()))
        _check_jobs_role(cursor, owner_role)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app_role}, {JOBS_ROLE}, PUBLIC")
        for grant in definer_grants(app_role, JOBS_ROLE):
            cursor.execute(grant)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app_role}, {JOBS_ROLE}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {app_role}, {JOBS_ROLE}")
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE policyname LIKE 'cairn\\_%'")
        for table, policy in cursor.fetchall():
            cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')
        for trigger in binding_triggers():
            cursor.execute(trigger)
        for statement in statements(
            declared(), matrix(), app_role=app_role, owner_role=owner_role, jobs_role=JOBS_ROLE
        ):
            cursor.execute(statement)
        for statement in as_known.views(app_role):
            cursor.execute(statement)
