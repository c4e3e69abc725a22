"""The nightly run and the rebuild: the same rows, whichever way and whenever they were made."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

import cairn.clock.redaction.counterfactual as otherwise_module
from cairn.clock.projection.facts import CaseFacts
from cairn.clock.projection.project import Projection
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow, columns_of
from cairn.clock.running.run import RunResult, run
from tests.clock.register import BASE, fill
from tests.server import clone

Rows = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]
PEOPLE = 120


def _register(name: str) -> str:
    database = f"cairn_{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    _, owner = clone(database)
    fill(os.environ["CAIRN_TEST_SUPERUSER"].format(database), nominals=PEOPLE, seed=20260302)
    return owner


@pytest.fixture(scope="module")
def nightly() -> str:
    return _register("nightly")


@pytest.fixture(scope="module")
def rebuilt() -> str:
    return _register("rebuilt")


def bring(register: str, on: date, *, rebuild: bool = False, processes: int = 1) -> RunResult:
    return run(on=on, rebuild=rebuild, conninfo=register, processes=processes)


def rows(register: str) -> Rows:
    with psycopg.connect(register) as connection:
        return (
            _all(connection, "clock_standing", columns_of(CaseSummaryRow)),
            _all(connection, "clock_duty", columns_of(DutyRow)),
        )


def _all(connection: psycopg.Connection, table: str, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
    quoted = ", ".join(f'"{column}"' for column in columns)
    order = ", ".join(str(number) for number in range(1, len(columns) + 1))
    return connection.execute(f"SELECT {quoted} FROM {table} ORDER BY {order}").fetchall()


def test_sixty_nights_one_by_one_give_each_day_the_rows_of_a_rebuild(nightly: str, rebuilt: str) -> None:
    bring(nightly, BASE, rebuild=True)
    touched, failed = 0, []
    for days in range(1, 61):
        on = BASE + timedelta(days=days)
        night = bring(nightly, on)
        touched += night.nominals
        failed += [*night.failed, *bring(rebuilt, on, rebuild=True).failed]
        assert rows(nightly) == rows(rebuilt), f"the rows differ on {on}"
    assert not failed
    assert 60 < touched < 60 * PEOPLE / 3


def test_a_night_missed_is_made_good_by_the_next(nightly: str, rebuilt: str) -> None:
    bring(nightly, BASE, rebuild=True)
    for days in (1, 9, 10, 41):
        bring(nightly, BASE + timedelta(days=days))
    bring(rebuilt, BASE + timedelta(days=41), rebuild=True)
    assert rows(nightly) == rows(rebuilt)


def test_a_rebuild_leaves_every_person_one_standing_and_only_what_is_outstanding(rebuilt: str) -> None:
    told: list[tuple[int, int]] = []
    result = run(
        on=BASE,
        rebuild=True,
        conninfo=rebuilt,
        processes=1,
        progress=lambda done, total: told.append((done, total)),
    )
    summaries, duties = rows(rebuilt)
    assert (result.nominals, result.duties) == (len(summaries), len(duties)) == (PEOPLE, len(duties))
    assert told[-1] == (PEOPLE, PEOPLE)
    kinds = {row[DutyRow._fields.index("kind")] for row in duties}
    assert kinds >= {"periodic", "visit", "risk-assessment", "action"}
    assert {row[DutyRow._fields.index("state")] for row in duties} == {
        "open",
        "overdue",
        "suspended",
        "possible",
    }
    assert any("a tab, a \\ and a\nline" in str(row[DutyRow._fields.index("what")]) for row in duties)


def test_other_processes_make_the_same_rows(rebuilt: str) -> None:
    bring(rebuilt, BASE, rebuild=True)
    alone = rows(rebuilt)
    bring(rebuilt, BASE, rebuild=True, processes=2)
    assert rows(rebuilt) == alone


def test_nothing_to_do_is_done_at_once(rebuilt: str) -> None:
    bring(rebuilt, BASE, rebuild=True)
    assert bring(rebuilt, BASE).nominals == 0


def test_one_person_whose_duties_cannot_be_made_costs_nobody_else_theirs(
    rebuilt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(rebuilt, BASE, rebuild=True)
    before = rows(rebuilt)
    broken = before[0][0][0]
    real = otherwise_module.project

    def project(facts: CaseFacts, **asked: Any) -> Projection:
        if facts.nominal_id == broken:
            raise OverflowError("date value out of range")
        return real(facts, **asked)

    monkeypatch.setattr(otherwise_module, "project", project)
    result = bring(rebuilt, BASE, rebuild=True)
    assert (result.nominals, result.failed) == (PEOPLE - 1, (broken,))
    assert rows(rebuilt) == before
