"""SQL as an attacker inside the site would send it: the application role, in a user's name, past every service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.services import recompute_nominal
from cairn.dates import today


@contextmanager
def refused(match: str = r"row-level security|permission denied") -> Iterator[None]:
    """The database says no, and the transaction goes on."""
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        yield


def rows(statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def changed(statement: str, parameters: list[Any] | None = None) -> int:
    """How many rows a statement wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def one(statement: str, parameters: list[Any] | None = None) -> Any:
    return rows(statement, parameters)[0][0]


def insert(table: str, **columns: Any) -> None:
    """One row, with what the database fills in by itself left to it."""
    values = [json.dumps(value) if isinstance(value, dict) else value for value in columns.values()]
    rows(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(values))})", values)


def read_by(user: User, tables: list[str], column: str = "", value: object = None) -> dict[str, str]:
    """Every row that a user reads, as text, by table; only tables of which they read any."""
    found = {}
    with acting_as(user):
        for table in tables:
            where = f" WHERE {column} = %s" if column else ""
            text = rows(f"SELECT to_jsonb(t)::text FROM {table} t{where}", [value] if column else None)
            if text:
                found[table] = " ".join(row[0] for row in text)
    return found


def recomputed(user: User, nominal_id: object) -> None:
    with acting_as(user):
        recompute_nominal(nominal_id, as_at=today())  # type: ignore[arg-type]
