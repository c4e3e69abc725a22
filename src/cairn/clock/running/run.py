"""
Bringing the whole register's duties to a day: those that change, or all from nothing.

Runs in the role of the background jobs, outside any user's sight, in one transaction: readers see the old
rows until it is done, and acts wait for it rather than be overwritten by it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from time import perf_counter
from uuid import UUID

import django
import psycopg

from cairn.clock.projection.facts import gather
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow, columns_of, copy_text
from cairn.clock.redaction.counterfactual import Clock, restricted_facts, rows_of
from cairn.clock.running.chunks import Chunk, Failure, failure, in_parts, named, ranges
from cairn.clock.running.kept_duties import remember
from cairn.law.rulebook import Switch
from cairn.ledger.jobs_role import jobs_conninfo, owner_conninfo
from cairn.record.facts import read_facts
from cairn.record.locks import RUN_LOCK
from cairn.record.rulebook.queries import book_with, switches_in_force

Progress = Callable[[int, int], None]

# Below this many nominals, starting other processes costs more than they save.
_WORTH_A_POOL = 6_000


@dataclass(frozen=True, slots=True)
class RunResult:
    """
    What a run did: nominals brought to the day, their outstanding duties, and how long it took.

    `failed`: nominals whose duties could not be made. They keep the rows they had, and are tried again
    by every run until they succeed.
    """

    nominals: int
    duties: int
    seconds: float
    failed: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """The rows of a chunk, ready to be written, and whose could not be made."""

    size: int
    duties: int
    summary_rows: bytes
    duty_rows: bytes
    failed: tuple[Failure, ...] = ()


def run(
    *,
    on: date,
    rebuild: bool = False,
    progress: Progress | None = None,
    processes: int | None = None,
    conninfo: str | None = None,
) -> RunResult:
    """
    Bring the projection to a day, in one transaction.

    Parameters
        on: the day. The nightly run expects the projection to be right for the day before, or earlier.
        rebuild: make every row from nothing, instead of those whose `changes_on` has come.
        progress: told how many nominals are done, and of how many.
        processes: how many compute; default: every core, or this one alone if there is little to do.
        conninfo: whose connection; default: the jobs' role, by the site's settings.

    Raises
        BadInput: see cairn.ledger.jobs_role.owner_conninfo.
        psycopg.Error: nothing changes.
    """
    began = perf_counter()
    conninfo = conninfo or jobs_conninfo()
    try:
        with psycopg.connect(conninfo) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [RUN_LOCK])
            switches = switches_in_force(connection.cursor())
            chunks = ranges(connection) if rebuild else _due_to_change(connection, on)
            _make_room(connection)
            compute = partial(compute_chunk, conninfo, on, switches)
            nominals, duties, failed = _brought(connection, chunks, compute, processes, progress)
            _move_in(connection, keeping=[one.nominal_id for one in failed] if rebuild else None)
            remember(connection, on, failed, rebuild=rebuild)
    finally:
        if conninfo in _reading:
            _reading.pop(conninfo).close()
    if rebuild:
        _tidy(owner_conninfo())
    return RunResult(nominals, duties, perf_counter() - began, tuple(one.nominal_id for one in failed))


def _due_to_change(connection: psycopg.Connection, on: date) -> list[Chunk]:
    """
    Those whose answer changes by itself by that day, and those whose duties could not be made before.

    Each once: of a person with restricted facts there are two rows.
    """
    found = connection.execute(
        """
        SELECT nominal_id FROM clock_standing WHERE changes_on <= %s
        UNION SELECT nominal_id FROM clock_keptduties ORDER BY nominal_id
        """,
        [on],
    ).fetchall()
    return named([nominal_id for (nominal_id,) in found])


def _workers(total: int, processes: int | None) -> int:
    if processes is not None:
        return processes
    return (os.cpu_count() or 1) if total >= _WORTH_A_POOL else 1


Compute = Callable[[Chunk], Copied]


def _brought(
    connection: psycopg.Connection,
    chunks: list[Chunk],
    compute: Compute,
    processes: int | None,
    progress: Progress | None,
) -> tuple[int, int, list[Failure]]:
    """Write every chunk's rows beside the old ones: how many nominals and duties, and whose could not be made."""
    total = sum(chunk.size for chunk in chunks)
    nominals = duties = 0
    failed: list[Failure] = []
    for chunk, copied in zip(chunks, _computed(chunks, compute, _workers(total, processes)), strict=True):
        for written in in_parts(
            connection, chunk, partial(_write, connection, chunk, copied, compute), failed
        ):
            nominals += written.size
            duties += written.duties
            failed += written.failed
        if progress:
            progress(nominals + len(failed), total)
    return nominals, duties, failed


def _computed(chunks: list[Chunk], compute: Compute, workers: int) -> Iterator[Copied]:
    """Each chunk's rows, in order; computed ahead by other processes if there are several workers."""
    if workers <= 1:
        yield from map(compute, chunks)
        return
    # Spawned, not forked: a fork would share this process's database connections. The rooms are loaded
    # before the first chunk arrives.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield from pool.map(compute, chunks)


_reading: dict[str, psycopg.Connection] = {}


def compute_chunk(conninfo: str, on: date, switches: tuple[Switch, ...], chunk: Chunk) -> Copied:
    """Read a chunk's facts and make its rows; runs in a worker, on a connection of its own."""
    if conninfo not in _reading:
        _reading[conninfo] = psycopg.connect(conninfo)
    connection, clock = _reading[conninfo], Clock(on, book_with(switches))
    failed: list[Failure] = []
    with connection.transaction():
        parts = list(in_parts(connection, chunk, partial(_made, connection, clock), failed))
    return Copied(
        sum(part.size for part in parts),
        sum(part.duties for part in parts),
        b"".join(part.summary_rows for part in parts),
        b"".join(part.duty_rows for part in parts),
        (*failed, *(one for part in parts for one in part.failed)),
    )


def _made(connection: psycopg.Connection, clock: Clock, chunk: Chunk) -> Copied:
    """The rows of a chunk whose facts can all be read."""
    summaries: list[CaseSummaryRow] = []
    duties: list[DutyRow] = []
    failed: list[Failure] = []
    made = 0
    with connection.cursor() as cursor:
        restricted = restricted_facts(cursor, only=chunk.only, between=chunk.between)
        people = read_facts(connection, only=chunk.only, between=chunk.between)
        for facts in gather(cursor, people, as_at=clock.as_at, only=chunk.only, between=chunk.between):
            kept_apart = restricted.get(facts.nominal_id, ())
            try:
                with _savepoint(connection, needed=bool(kept_apart)):
                    rows = rows_of(cursor, facts, kept_apart, clock)
            except Exception as error:  # noqa: BLE001  one person must not cost everybody else their night
                failed.append(failure(facts.nominal_id, error))
                continue
            made += 1
            summaries += rows.summaries
            duties += rows.duties
    return Copied(made, len(duties), copy_text(summaries), copy_text(duties), tuple(failed))


def _savepoint(connection: psycopg.Connection, *, needed: bool) -> AbstractContextManager[object]:
    """Only where the database is asked: a statement that fails must not fail those of the next person."""
    return connection.transaction() if needed else nullcontext()


_TABLES: dict[str, tuple[str, ...]] = {
    "clock_standing": columns_of(CaseSummaryRow),
    "clock_duty": columns_of(DutyRow),
}


def _make_room(connection: psycopg.Connection) -> None:
    """
    Temporary tables to copy into: COPY is refused on a table whose row security binds its owner.

    They refuse what the tables would refuse, chunk by chunk, so that moving in cannot fail for a person's rows.
    """
    for table in _TABLES:
        connection.execute(
            f"CREATE TEMP TABLE new_{table} (LIKE {table} INCLUDING CONSTRAINTS) ON COMMIT DROP"
        )
        connection.execute(f"ALTER TABLE new_{table} DROP COLUMN id")
    connection.execute("CREATE UNIQUE INDEX ON new_clock_standing (nominal_id, stands_in)")


def _write(
    connection: psycopg.Connection, chunk: Chunk, computed: Copied, compute: Compute, part: Chunk
) -> Copied:
    """Write the computed rows of a chunk; of a part of it, make them anew."""
    copied = computed if part is chunk else compute(part)
    for (table, columns), rows in zip(_TABLES.items(), (copied.summary_rows, copied.duty_rows), strict=True):
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY new_{table} ({_quoted(columns)}) FROM STDIN") as copy,
        ):
            copy.write(rows)
    return copied


def _move_in(connection: psycopg.Connection, *, keeping: list[UUID] | None) -> None:
    """
    Replace the old rows by the new: all of them but a few if `keeping` is a list, else those made anew.

    Readers see the old rows until the commit.
    """
    for table, columns in _TABLES.items():
        if keeping is None:
            connection.execute(
                f"DELETE FROM {table} WHERE nominal_id IN (SELECT nominal_id FROM new_clock_standing)"
            )
        else:
            connection.execute(f"DELETE FROM {table} WHERE nominal_id <> ALL(%s)", [keeping])
        names = _quoted(columns)
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_{table}")


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _tidy(conninfo: str) -> None:
    """Give the old rows' room back and tell the planner of the new ones; a night's few are autovacuum's."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE) clock_duty, clock_standing")
