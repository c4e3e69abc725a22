"""Bringing a database up to date: safe to repeat, and every step can be taken back."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest

from tests.server import clone

ROOMS = ("clock", "plan", "supervision", "record", "access", "ledger")
POLICIES = "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
BACK = """
import django
django.setup()
from django.core.management import call_command
from django.db import connections
from cairn.ledger.history import as_known
# As `cairn migrate` does first: no column that a view reads can be changed.
for statement in as_known.forgetting():
    connections["owner"].cursor().execute(statement)
for room in {rooms}:
    call_command("migrate", room, "zero", database="owner", verbosity=0)
"""


@pytest.fixture
def environment() -> dict[str, str]:
    """A database of its own, and how a command finds it."""
    application, owner = clone("cairn_migrating_" + os.environ.get("PYTEST_XDIST_WORKER", "test"))
    return {
        **os.environ,
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "DJANGO_SETTINGS_MODULE": "cairn.project.settings",
    }


def _migrate(environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "cairn.cli.main", "migrate"], env=environment, check=True, capture_output=True
    )


def _rows(environment: dict[str, str], query: str) -> list[tuple]:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as owner:
        return owner.execute(query).fetchall()


def test_migrating_again_changes_nothing(environment: dict[str, str]) -> None:
    before = _rows(environment, POLICIES)
    _migrate(environment)
    assert _rows(environment, POLICIES) == before


def test_every_migration_reverses_and_runs_again(environment: dict[str, str]) -> None:
    guarded = _rows(environment, POLICIES)
    subprocess.run([sys.executable, "-c", BACK.format(rooms=ROOMS)], env=environment, check=True)
    left = _rows(environment, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert [name for (name,) in left if name.split("_")[0] in ROOMS] == []
    _migrate(environment)
    assert _rows(environment, POLICIES) == guarded
