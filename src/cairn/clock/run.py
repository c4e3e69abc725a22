"""
Bringing the whole register's duties to a day: those that change, or all from nothing.

Runs in the role of the background jobs, outside any user's sight, in one transaction: readers see the old
rows until it is done, and acts wait for it rather than be overwritten by it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from time import perf_counter
from uuid import UUID

import django
import psycopg

from cairn.clock.facts import gather
from cairn.clock.otherwise import Clock, restricted_facts, rows_of
from cairn.clock.rows import DutyRow, StandingRow, copy_text
from cairn.law.rulebook import Switch
from cairn.ledger.jobs import jobs_conninfo, owner_conninfo
from cairn.record.facts import read_facts
from cairn.record.locks import RUN_LOCK
from cairn.record.rulebook.queries import book_with, switches_in_force
from cairn.supervision.policy import current

_log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]

_CHUNK = 1_000
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
class Chunk:
    """Some nominals: a range of ids, or named ones."""

    size: int
    between: tuple[UUID, UUID] | None = None
    only: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """The rows of a chunk, ready to be written."""

    size: int
    duties: int
    standing_rows: bytes
    duty_rows: bytes
    failed: tuple[UUID, ...] = ()


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
        BadInput: see cairn.ledger.jobs.owner_conninfo.
        psycopg.Error: nothing changes.
    """
    began = perf_counter()
    conninfo = conninfo or jobs_conninfo()
    with psycopg.connect(conninfo) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [RUN_LOCK])
        switches = switches_in_force(connection.cursor())
        chunks = ranges(connection) if rebuild else _due_to_change(connection, on)
        total = sum(chunk.size for chunk in chunks)
        _make_room(connection)
        nominals = duties = 0
        failed: list[UUID] = []
        for copied in _computed(chunks, conninfo, on, switches, _workers(total, processes)):
            nominals += copied.size
            duties += copied.duties
            failed += copied.failed
            _write(connection, copied)
            if progress:
                progress(nominals + len(failed), total)
        _move_in(connection, keeping=failed if rebuild else None)
    if rebuild:
        _tidy(owner_conninfo())
    return RunResult(nominals, duties, perf_counter() - began, tuple(failed))


def ranges(connection: psycopg.Connection) -> list[Chunk]:
    """The whole register in ranges of ids, each of about as many nominals."""
    found = connection.execute(
        """
        SELECT (array_agg(id ORDER BY id))[1], (array_agg(id ORDER BY id DESC))[1], count(*)
        FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS chunk FROM record_nominal) numbered
        GROUP BY chunk ORDER BY chunk
        """,
        [_CHUNK],
    ).fetchall()
    return [Chunk(size, between=(low, high)) for low, high, size in found]


def _due_to_change(connection: psycopg.Connection, on: date) -> list[Chunk]:
    """Those whose answer changes by itself by that day."""
    found = connection.execute(
        "SELECT nominal_id FROM clock_standing WHERE changes_on <= %s ORDER BY nominal_id", [on]
    ).fetchall()
    ids = [nominal_id for (nominal_id,) in found]
    parts = [tuple(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK)]
    return [Chunk(len(part), only=part) for part in parts]


def _workers(total: int, processes: int | None) -> int:
    if processes is not None:
        return processes
    return (os.cpu_count() or 1) if total >= _WORTH_A_POOL else 1


def _computed(
    chunks: list[Chunk], conninfo: str, on: date, switches: tuple[Switch, ...], workers: int
) -> Iterator[Copied]:
    """Each chunk's rows, in order; computed ahead by other processes if there are several workers."""
    compute = partial(compute_chunk, conninfo, on, switches)
    if workers <= 1:
        try:
            yield from map(compute, chunks)
        finally:
            if conninfo in _reading:
                _reading.pop(conninfo).close()
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
    connection, clock = _reading[conninfo], Clock(on, current(), book_with(switches))
    standings: list[StandingRow] = []
    duties: list[DutyRow] = []
    failed: list[UUID] = []
    made = 0
    with connection.transaction(), connection.cursor() as cursor:
        restricted = restricted_facts(cursor, only=chunk.only, between=chunk.between)
        people = read_facts(connection, only=chunk.only, between=chunk.between)
        for facts in gather(cursor, people, as_at=on, only=chunk.only, between=chunk.between):
            try:
                rows = rows_of(cursor, facts, restricted.get(facts.nominal_id, ()), clock)
            except Exception:  # noqa: BLE001  one person must not cost everybody else their night
                _log.exception("the duties of nominal %s could not be made", facts.nominal_id)
                failed.append(facts.nominal_id)
                continue
            made += 1
            standings += rows.standings
            duties += rows.duties
    return Copied(made, len(duties), copy_text(standings), copy_text(duties), tuple(failed))


_TABLES: dict[str, tuple[str, ...]] = {"clock_standing": StandingRow._fields, "clock_duty": DutyRow._fields}


def _make_room(connection: psycopg.Connection) -> None:
    """Temporary tables to copy into: COPY is refused on a table whose row security binds its owner."""
    for table in _TABLES:
        connection.execute(f"CREATE TEMP TABLE new_{table} (LIKE {table}) ON COMMIT DROP")
        connection.execute(f"ALTER TABLE new_{table} DROP COLUMN id")


def _write(connection: psycopg.Connection, copied: Copied) -> None:
    for (table, columns), rows in zip(_TABLES.items(), (copied.standing_rows, copied.duty_rows), strict=True):
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY new_{table} ({_quoted(columns)}) FROM STDIN") as copy,
        ):
            copy.write(rows)


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
