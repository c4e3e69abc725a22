"""`cairn retention dispose`, as an operator types it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.server import clone

# Two people decided fifteen days ago; made as the site makes it, in a process of its own.
_RIPE = """
import django
django.setup()
from datetime import timedelta
from cairn.accounts.database_user import acting_as
from cairn.dates import today
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.retention import confirmed, long_ago
with acting_as(make_user()) as officer:
    nominal = make_person(officer)
    long_ago(officer, nominal.pk)
confirmed(officer.agency, nominal.pk, on=today() - timedelta(days=15))
"""


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    application, owner = clone(f"cairn_cli_retention_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}")
    environment = {**os.environ, "DATABASE_URL": application, "DATABASE_OWNER_URL": owner}
    environment["DJANGO_SETTINGS_MODULE"] = "cairn.project.settings"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", _RIPE], env=environment, check=True, cwd=root)
    return environment


def cairn(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cairn.cli.main", "retention", "dispose", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _people(environment: dict[str, str]) -> int:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute("SELECT count(*) FROM record_nominal").fetchone()
    return int(row[0]) if row else 0


def test_a_dry_run_says_what_would_go_and_the_run_does_it(environment: dict[str, str]) -> None:
    tried = cairn(environment, "--dry-run")
    assert "1 records would be disposed of." in tried.stdout
    assert _people(environment) == 1
    done = cairn(environment)
    assert (done.returncode, _people(environment)) == (0, 0)
    assert "1 records disposed of." in done.stdout
    assert "was disposed of, decision" in done.stderr


def test_without_the_owner_s_connection_it_says_so(environment: dict[str, str]) -> None:
    alone = {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}
    answer = cairn(alone)
    assert answer.returncode == 1
    assert "DATABASE_OWNER_URL is not set; disposal runs as the owner" in answer.stderr
