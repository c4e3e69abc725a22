"""Work in chunks: what one person's facts spoil is done again without them, and the machine's faults are raised."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest

from cairn.clock.running.chunks import Chunk, Failure, failure, in_parts, named
from cairn.ledger.jobs_role import jobs_conninfo

PEOPLE = sorted(uuid4() for _ in range(11))


@pytest.fixture
def connection() -> psycopg.Connection:
    with psycopg.connect(jobs_conninfo()) as connection:
        yield connection


def stumbling(at: set[UUID], connection: psycopg.Connection) -> Callable[[Chunk], tuple[UUID, ...]]:
    """Work that makes the database refuse a statement where one of these people is in the chunk."""

    def work(chunk: Chunk) -> tuple[UUID, ...]:
        assert chunk.only is not None
        if at & set(chunk.only):
            connection.execute("SELECT 'a word that is in nobody''s log'::date")
        return chunk.only

    return work


@pytest.mark.parametrize("at", [[], [0], [10], [3, 4], list(range(11))])
def test_only_the_people_at_fault_are_left_out(at: list[int], connection: psycopg.Connection) -> None:
    failed: list[Failure] = []
    broken = {PEOPLE[number] for number in at}
    done = list(in_parts(connection, Chunk(11, only=tuple(PEOPLE)), stumbling(broken, connection), failed))
    assert [one for part in done for one in part] == [one for one in PEOPLE if one not in broken]
    assert {one.nominal_id for one in failed} == broken
    assert {one.error for one in failed} <= {"InvalidDatetimeFormat"}


def test_what_is_no_person_s_fault_is_raised(connection: psycopg.Connection) -> None:
    def work(chunk: Chunk) -> None:
        connection.execute("SELECT 1 FROM a_table_that_is_not_there")

    failed: list[Failure] = []
    with pytest.raises(psycopg.errors.UndefinedTable):
        list(in_parts(connection, Chunk(11, only=tuple(PEOPLE)), work, failed))
    assert not failed


def test_the_log_is_told_the_id_and_the_kind_and_nothing_that_the_error_says(
    caplog: pytest.LogCaptureFixture,
) -> None:
    who = PEOPLE[0]
    assert failure(who, ValueError("Sam Synthetic")) == Failure(who, "ValueError")
    assert caplog.messages == [f"the duties of nominal {who} could not be made"]


def test_ids_are_cut_into_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.clock.running.chunks.CHUNK", 4)
    chunks = named(PEOPLE)
    assert [chunk.size for chunk in chunks] == [4, 4, 3]
    assert [one for chunk in chunks for one in chunk.only or ()] == PEOPLE
