"""`cairn clock run`, as an operator types it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import psycopg
import pytest

from tests.clock.register import fill
from tests.server import clone

SAID = re.compile(r"^(\d+) nominals, (\d+) duties, [\d.]+ seconds, \d+ duties/second$", re.MULTILINE)


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    database = f"cairn_cli_clock_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    application, owner = clone(database)
    fill(os.environ["CAIRN_TEST_SUPERUSER"].format(database), nominals=12, seed=1)
    return {**os.environ, "DATABASE_URL": application, "DATABASE_OWNER_URL": owner}


def cairn(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cairn.cli.main", "clock", "run", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_rebuild_and_the_next_night_say_what_they_did(environment: dict[str, str]) -> None:
    rebuilt = SAID.search(cairn(environment, "--on", "2026-03-02", "--rebuild").stdout)
    assert rebuilt is not None
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        kept = connection.execute("SELECT count(*) FROM clock_duty").fetchone()
    assert kept == (int(rebuilt[2]),)
    assert int(rebuilt[1]) == 12
    night = SAID.search(cairn(environment, "--on", "2026-03-12").stdout)
    assert night is not None
    assert 0 < int(night[1]) < 12


def test_without_the_owner_s_connection_it_says_so(environment: dict[str, str]) -> None:
    alone = {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}
    answer = cairn(alone, "--rebuild")
    assert answer.returncode == 1
    assert (
        answer.stderr
        == "cairn: DATABASE_OWNER_URL is not set; the clock and the ledger's sealer sign in by it.\n"
    )
