"""One person whose duties cannot be made costs nobody else theirs: they keep those they had, marked with their day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

import cairn.clock.redaction.counterfactual as otherwise_module
import cairn.clock.running.run as run_module
from cairn.clock.projection.facts import CaseFacts
from cairn.clock.projection.project import Projection
from cairn.clock.running.chunks import Chunk
from cairn.clock.running.kept_duties import ClockState, clock_state
from cairn.clock.running.run import Copied, RunResult, run
from tests.clock.register import BASE, fill
from tests.clock.running.test_run import rows
from tests.server import clone

PEOPLE = 40
# A level of MAPPA is in the standing and moves no day: both rows of the person change on the same one.
_RESTRICT = """
    INSERT INTO access_restrictedfact
        (id, nominal_id, kept_in, row_id, category, why, roles, agencies, shown, set_at, set_by_id)
    SELECT gen_random_uuid(), f.nominal_id, f.kept_in, f.id, 'source', 'Who told us', '{supervisor}',
           ARRAY[p.agency_id], true, now(), u.id
    FROM (SELECT DISTINCT ON (nominal_id) nominal_id, kept_in, id FROM (
              SELECT nominal_id, 'plan_managementlevel' AS kept_in, id FROM plan_managementlevel
              UNION ALL SELECT nominal_id, 'supervision_visit', id FROM supervision_visit WHERE outcome = 'seen'
          ) facts ORDER BY nominal_id, kept_in) f
    JOIN access_partnership p ON p.nominal_id = f.nominal_id AND p.until IS NULL, (SELECT id FROM access_user LIMIT 1) u
"""


@pytest.fixture(scope="module")
def made() -> str:
    """A register in which nearly everybody has a restricted fact, so that there are two rows of their standing."""
    database = f"cairn_kept_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    _, owner = clone(database)
    superuser = os.environ["CAIRN_TEST_SUPERUSER"].format(database)
    fill(superuser, nominals=PEOPLE, seed=20260302)
    with psycopg.connect(superuser) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(_RESTRICT)
    return owner


@pytest.fixture
def register(made: str) -> str:
    bring(made, BASE, rebuild=True)
    return made


@pytest.fixture(autouse=True)
def chunks_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.clock.running.chunks.CHUNK", 2)


def bring(register: str, on: date, *, rebuild: bool = False) -> RunResult:
    return run(on=on, rebuild=rebuild, conninfo=register, processes=1)


def state(register: str) -> ClockState:
    with psycopg.connect(register) as connection:
        return clock_state(connection)


def asked(register: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(register) as connection:
        return connection.execute(query).fetchall()


def changing(register: str, by: date) -> list[UUID]:
    """People whose duties change by themselves by that day."""
    query = f"SELECT DISTINCT nominal_id FROM clock_standing WHERE changes_on <= '{by}' ORDER BY 1"
    return [nominal_id for (nominal_id,) in asked(register, query)]


def two_rows(register: str, *, that_change: bool = False) -> list[UUID]:
    """People with two rows of their standing; of whom both tell the day on which it changes."""
    counted = "changes_on" if that_change else "*"
    query = f"SELECT nominal_id FROM clock_standing GROUP BY 1 HAVING count({counted}) > 1 ORDER BY 1"
    return [nominal_id for (nominal_id,) in asked(register, query)]


def test_two_rows_of_one_person_on_both_sides_of_a_chunk_are_one_person(register: str) -> None:
    assert len(two_rows(register, that_change=True)) > 2
    for days in range(1, 31):
        assert not bring(register, BASE + timedelta(days=days)).failed
    by_night = rows(register)
    bring(register, BASE + timedelta(days=30), rebuild=True)
    assert rows(register) == by_night


class Broken:
    """Duties of one person that cannot be made: `how` says where in the run it shows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, who: UUID, how: str) -> None:
        self.who = who
        getattr(self, how)(monkeypatch)

    def computing(self, patch: pytest.MonkeyPatch) -> None:
        real = otherwise_module.project

        def project(facts: CaseFacts, **given: Any) -> Projection:
            if facts.nominal_id == self.who:
                raise OverflowError("date value out of range")
            return real(facts, **given)

        patch.setattr(otherwise_module, "project", project)

    def asking(self, patch: pytest.MonkeyPatch) -> None:
        """A statement about this person's restricted facts that the database refuses."""
        real = run_module.rows_of

        def rows_of(cursor: Any, facts: CaseFacts, *given: Any) -> Any:
            if facts.nominal_id == self.who:
                cursor.execute("SELECT 1 / 0")
            return real(cursor, facts, *given)

        patch.setattr(run_module, "rows_of", rows_of)

    def reading(self, patch: pytest.MonkeyPatch) -> None:
        """Facts that cannot be read take the whole statement with them."""
        real = run_module.read_facts

        def read_facts(*given: Any, **named: Any) -> Iterator[Any]:
            for nominal_id, person in real(*given, **named):
                if nominal_id == self.who:
                    raise ValueError("not a day")
                yield nominal_id, person

        patch.setattr(run_module, "read_facts", read_facts)

    def writing(self, patch: pytest.MonkeyPatch) -> None:
        """A row that the table refuses, when all of them are written."""
        real = run_module.compute_chunk
        key = str(self.who).encode()

        def compute_chunk(conninfo: str, on: date, switches: Any, chunk: Chunk) -> Copied:
            copied = real(conninfo, on, switches, chunk)
            lines = copied.summary_rows.splitlines(keepends=True)
            spoilt = b"".join(line.replace(b"\t", b"\tlong", 1) if key in line else line for line in lines)
            return Copied(copied.size, copied.duties, spoilt, copied.duty_rows, copied.failed)

        patch.setattr(run_module, "compute_chunk", compute_chunk)


@pytest.mark.parametrize("how", ["computing", "asking", "reading", "writing"])
def test_one_person_keeps_yesterday_s_duties_and_the_others_have_today_s(
    how: str, register: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    on = BASE + timedelta(days=20)
    before, (who, *others) = rows(register), changing(register, on)
    with monkeypatch.context() as patch:
        Broken(patch, who, how)
        result = bring(register, on)
        assert (result.nominals, result.failed) == (len(others), (who,))
        assert f"the duties of nominal {who} could not be made" in caplog.messages
        mixed = rows(register)
        assert [row for row in mixed[0] if row[0] == who] == [row for row in before[0] if row[0] == who]
        assert [row for row in mixed[1] if row[0] == who] == [row for row in before[1] if row[0] == who]
        (kept,) = state(register).kept
        assert (kept.nominal_id, state(register).day) == (who, on)
        assert kept.as_at is not None
        assert BASE <= kept.as_at < on
        # Tried again, as long as it takes; what is kept is of the same day still.
        assert bring(register, on + timedelta(days=1)).failed == (who,)
        assert state(register).kept[0].as_at == kept.as_at
    assert not bring(register, on + timedelta(days=1)).failed
    assert state(register) == ClockState(on + timedelta(days=1), ())
    by_night = rows(register)
    bring(register, on + timedelta(days=1), rebuild=True)
    assert rows(register) == by_night


@pytest.mark.parametrize("how", ["computing", "asking", "reading", "writing"])
def test_a_rebuild_keeps_them_too_and_the_next_night_tries_again(
    how: str, register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, who = rows(register), two_rows(register)[1]
    with monkeypatch.context() as patch:
        Broken(patch, who, how)  # type: ignore[arg-type]
        assert bring(register, BASE, rebuild=True).failed == (who,)
        assert rows(register) == before
        (kept,) = state(register).kept
        assert (kept.nominal_id, kept.as_at) == (who, BASE)
    assert bring(register, BASE).nominals == 1
    assert (rows(register), state(register)) == (before, ClockState(BASE, ()))


def test_whoever_has_no_duties_yet_is_told_to_have_none(
    register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = rows(register)[0][0][0]
    with psycopg.connect(register) as connection:
        connection.execute("DELETE FROM clock_standing WHERE nominal_id = %s", [who])
    Broken(monkeypatch, who, "computing")  # type: ignore[arg-type]
    bring(register, BASE, rebuild=True)
    assert state(register).kept[0].as_at is None


def test_a_fault_of_the_database_changes_nothing(register: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(register), state(register)

    def lost(*given: Any) -> Any:
        raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(run_module, "rows_of", lost)
    with pytest.raises(psycopg.OperationalError):
        bring(register, BASE + timedelta(days=20))
    assert (rows(register), state(register)) == before


def test_an_earlier_night_does_not_turn_the_day_back_and_a_rebuild_does(register: str) -> None:
    bring(register, BASE + timedelta(days=3))
    bring(register, BASE + timedelta(days=1))
    assert state(register).day == BASE + timedelta(days=3)
    bring(register, BASE + timedelta(days=1), rebuild=True)
    assert state(register).day == BASE + timedelta(days=1)
