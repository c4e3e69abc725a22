"""
The whole register's worklist as it stood on a past day, by what was known at a moment: the operator's.

Runs as the owner of the tables, outside any user's sight, in one READ ONLY transaction, and keeps nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
import psycopg

from cairn.clock.as_known.times import AsKnown
from cairn.clock.projection.project import Unowned, project
from cairn.clock.projection.rows import DutyRow
from cairn.clock.running.chunks import Failure, everybody, failure, ranges
from cairn.clock.running.run import Progress
from cairn.ledger.history.as_known import turn_back
from cairn.ledger.jobs_role import jobs_conninfo
from cairn.record.rulebook.queries import book_with, switches_in_force


class KnownDuty(msgspec.Struct, frozen=True, kw_only=True):
    """One duty that was owed. Ids only: names, and what an action says, are for the record."""

    nominal_id: UUID
    basis: str
    kind: str
    of: str
    state: str
    due: date | None
    arose: date
    provision: str
    owed_by: str
    agency_id: UUID
    owner_id: UUID
    team_id: UUID | None
    officer_id: UUID | None
    risk: str


class KnownRegister(msgspec.Struct, frozen=True, kw_only=True):
    """
    What was owed.

    Parameters
        nominals: people on the register by then.
        duties: by the day they were due, what has none last.
        unowned: people whom no agency owned by then: nobody owed anything about them.
        failed: those whose duties could not be made.
    """

    as_at: date
    known_at: datetime
    nominals: int
    duties: tuple[KnownDuty, ...]
    unowned: int = 0
    failed: tuple[UUID, ...] = ()


def register_as_known(
    moment: AsKnown,
    *,
    agency_id: UUID | None = None,
    progress: Progress | None = None,
    conninfo: str | None = None,
) -> KnownRegister:
    """
    Every duty outstanding on a day as it was known at a moment.

    Parameters
        agency_id: only what concerns this agency: of the people it owned then, or owed by it.
        progress: told how many people are done, and of how many.
        conninfo: the owner's connection; default: as the site's settings say.

    Raises
        BadInput: see cairn.ledger.jobs_role.owner_conninfo.
        Conflict: the database is being brought to another version.
    """
    duties: list[DutyRow] = []
    failed: list[Failure] = []
    unowned = 0
    with psycopg.connect(conninfo or jobs_conninfo()) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        book = book_with(switches_in_force(connection.cursor(), known_at=moment.known_at))
        turn_back(connection.cursor(), moment.known_at)
        total = sum(chunk.size for chunk in ranges(connection))
        for done, facts in enumerate(everybody(connection, moment.as_at, failed), 1):
            try:
                duties += project(facts, as_at=moment.as_at, book=book).duties
            except Unowned:
                unowned += 1
            except Exception as error:  # noqa: BLE001  one person must not cost everybody's answer
                failed.append(failure(facts.nominal_id, error))
            if progress and (done % 100 == 0 or done == total):
                progress(done, total)
    return KnownRegister(
        as_at=moment.as_at,
        known_at=moment.known_at,
        nominals=total,
        duties=_in_order(duties, agency_id),
        unowned=unowned,
        failed=tuple(sorted(one.nominal_id for one in failed)),
    )


def _in_order(duties: list[DutyRow], agency_id: UUID | None) -> tuple[KnownDuty, ...]:
    kept = [row for row in duties if agency_id is None or agency_id in (row.owner_id, row.agency_id)]
    kept.sort(key=lambda row: (row.due is None, row.due or date.min, row.nominal_id, row.kind, row.of))
    return tuple(
        KnownDuty(**{name: getattr(row, name) for name in KnownDuty.__struct_fields__}) for row in kept
    )
