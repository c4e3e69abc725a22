"""What every test may ask for. The server itself: tests/server.py."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.test import TransactionTestCase


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is ready: tests/server.py cloned it from the migrated template."""


def _empty_every_table(self: TransactionTestCase) -> None:
    """After a test that committed: the application role may not truncate, so the owner does."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        names = owner.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename NOT IN ('django_migrations', 'django_content_type')"
        ).fetchone()
        owner.execute(f"TRUNCATE {names[0]} CASCADE")


TransactionTestCase._fixture_teardown = _empty_every_table
