"""The one place that says as whom the log is kept: the jobs' role, on a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections

from cairn.errors import BadInput
from cairn.ledger.jobs_role import JOBS_ROLE

_KEEPER = "owner"


@contextmanager
def keeper() -> Iterator[psycopg.Connection]:
    """
    A fresh connection for sealing and verifying.

    Raises
        BadInput: this process was started without the owner's connection.
    """
    if _KEEPER not in connections.databases:
        raise BadInput("DATABASE_OWNER_URL is not set; the log's keeper signs in by it.")
    # The transaction of whoever calls is none of the log's business.
    wrapper = connections[_KEEPER].copy()
    wrapper.ensure_connection()
    try:
        with wrapper.cursor() as cursor:
            cursor.execute(f"SET ROLE {JOBS_ROLE}")
        yield wrapper.connection
    finally:
        wrapper.close()


def within(using: str = _KEEPER) -> psycopg.Connection:
    """The connection of the caller's own transaction, for what must happen in it."""
    with connections[using].cursor() as cursor:
        # Django begins a transaction with its first statement; without one, the driver would begin its own
        # inside the caller's and commit it.
        cursor.execute("SELECT 1")
    connection: psycopg.Connection = connections[using].connection
    return connection


def application_role() -> str:
    """The database role of the site: whoever else writes is an operator, or behind its back."""
    return str(connections["default"].settings_dict["USER"])
