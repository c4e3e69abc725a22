"""The operator's list of the whole register as it stood: the projection's own rows, from history."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from cairn.clock.as_known.register import KnownDuty, KnownRegister, register_as_known
from cairn.clock.as_known.times import AsKnown
from cairn.clock.running.run import run
from tests.clock.register import BASE, fill
from tests.server import clone

COLUMNS = tuple(KnownDuty.__struct_fields__)
PEOPLE = 60
DATABASE = f"cairn_as_known_register_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
Duty = tuple[object, ...]


@pytest.fixture(scope="module")
def urls() -> tuple[str, str]:
    """A register of random lives, and the application's and the owner's ways to it."""
    found = clone(DATABASE)
    fill(os.environ["CAIRN_TEST_SUPERUSER"].format(DATABASE), nominals=PEOPLE, seed=7)
    return found


def projected(owner: str, on: date) -> list[Duty]:
    """What the clock itself keeps for a day, made from nothing out of the present tables."""
    run(on=on, rebuild=True, conninfo=owner, processes=1)
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    with psycopg.connect(owner) as connection:
        return sorted(connection.execute(f"SELECT {columns} FROM clock_duty").fetchall(), key=str)


def known(found: KnownRegister) -> list[Duty]:
    return sorted((tuple(getattr(one, name) for name in COLUMNS) for one in found.duties), key=str)


@pytest.mark.parametrize("days", [0, 17, 45])
def test_known_now_it_is_the_clock_s_own_rebuild(urls: tuple[str, str], days: int) -> None:
    on = BASE + timedelta(days)
    found = register_as_known(AsKnown(on, datetime.now(UTC)), conninfo=urls[1])
    assert (found.nominals, found.failed, found.unowned) == (PEOPLE, (), 0)
    assert known(found) == projected(urls[1], on)
    assert len(found.duties) > PEOPLE


def test_known_before_anything_was_written_nothing_was_owed(urls: tuple[str, str]) -> None:
    found = register_as_known(AsKnown(BASE, datetime(2020, 1, 1, tzinfo=UTC)), conninfo=urls[1])
    assert (found.nominals, found.duties) == (0, ())


def test_what_is_told_later_is_in_the_later_list_only(urls: tuple[str, str]) -> None:
    on = BASE + timedelta(30)
    with psycopg.connect(urls[1]) as owner:
        before = owner.execute("SELECT clock_timestamp()").fetchone()
    assert before is not None
    then = projected(urls[1], on)
    with psycopg.connect(urls[1]) as owner:
        owner.execute("UPDATE plan_action SET due_on = due_on + 3 WHERE state <> 'completed'")
        owner.execute("UPDATE record_timeaway SET began = began - 2")
    assert projected(urls[1], on) != then
    assert known(register_as_known(AsKnown(on, before[0]), conninfo=urls[1])) == then


def cairn(urls: tuple[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": urls[0], "DATABASE_OWNER_URL": urls[1]}
    command = [sys.executable, "-m", "cairn.cli.main", "clock", "as-known", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_prints_ids_and_counts_and_no_names(urls: tuple[str, str]) -> None:
    said = cairn(urls, "--on", "2026-03-20", "--known", "now")
    assert said.returncode == 0
    assert f"{PEOPLE} nominals" in said.stdout.splitlines()[-1]
    assert "2026-03-20, as known at" in said.stdout
    assert "Synthetic" not in said.stdout


def test_one_agency_s_part_of_it_for_machines(urls: tuple[str, str]) -> None:
    with psycopg.connect(urls[1]) as owner:
        row = owner.execute("SELECT id, name FROM access_agency WHERE kind = 'housing'").fetchone()
    assert row is not None
    found = json.loads(
        cairn(urls, "--on", "2026-03-20", "--known", "now", "--agency", row[1], "--json").stdout
    )
    assert found["duties"]
    assert {duty["agency_id"] for duty in found["duties"]} == {str(row[0])}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--on", "soon"), 2, "is not a date"),
        (("--on", "2026-03-20", "--known", "2026-03-20T99:00"), 2, "is not a time of day"),
        (("--on", "2026-03-20", "--agency", "Nobody"), 1, "There is no agency 'Nobody'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    urls: tuple[str, str], arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = cairn(urls, *arguments)
    assert answer.returncode == code
    assert said in answer.stderr
