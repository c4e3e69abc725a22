"""Of which day the register's duties are, and whose are kept from an earlier one because a run could not make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import psycopg

from cairn.clock.running.chunks import Failure

_DAY = """
    INSERT INTO clock_clockday AS c (id, day, ran_at) VALUES (1, %(on)s, statement_timestamp())
    ON CONFLICT (id) DO UPDATE SET ran_at = excluded.ran_at,
        day = CASE WHEN %(rebuild)s THEN excluded.day ELSE greatest(c.day, excluded.day) END
"""
# What is kept of somebody was right until the day before it next changed by itself; if that day has not come, as
# in a rebuild, until the day to which the clock was brought before.
_KEPT = """
    INSERT INTO clock_keptduties AS k (nominal_id, as_at, failed_at, tried_at, error)
    SELECT f.nominal_id,
           (SELECT CASE WHEN min(s.changes_on) <= %(on)s THEN min(s.changes_on) - 1
                        ELSE coalesce((SELECT day FROM clock_clockday), %(on)s) END
            FROM clock_standing s WHERE s.nominal_id = f.nominal_id HAVING count(*) > 0),
           statement_timestamp(), statement_timestamp(), left(f.error, 100)
    FROM unnest(%(ids)s::uuid[], %(errors)s::text[]) AS f (nominal_id, error)
    ON CONFLICT (nominal_id) DO UPDATE SET tried_at = excluded.tried_at, error = excluded.error
"""


def remember(connection: psycopg.Connection, on: date, failed: Sequence[Failure], *, rebuild: bool) -> None:
    """
    Note the day that a run brought the register to, and everybody whose duties it could not make.

    An incremental run never takes the register back to an earlier day; a rebuild does. Every run tries again those
    who failed before, so whoever is not among `failed` is noted no longer.
    """
    by_id = {one.nominal_id: one.error for one in failed}
    ids = list(by_id)
    connection.execute("DELETE FROM clock_keptduties WHERE nominal_id <> ALL(%s)", [ids])
    connection.execute(_KEPT, {"on": on, "ids": ids, "errors": list(by_id.values())})
    connection.execute(_DAY, {"on": on, "rebuild": rebuild})


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A person whose duties are of an earlier day (None: there are none), since when, and the kind of error."""

    nominal_id: UUID
    as_at: date | None
    failed_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class ClockState:
    """The day to which the register was brought, None if never; and everybody whose duties were not."""

    day: date | None
    kept: tuple[KeptBack, ...]


def clock_state(connection: psycopg.Connection) -> ClockState:
    """How far the clock is: the operator's answer, for everybody."""
    day = connection.execute("SELECT day FROM clock_clockday").fetchone()
    kept = connection.execute(
        "SELECT nominal_id, as_at, failed_at, error FROM clock_keptduties ORDER BY failed_at, nominal_id"
    ).fetchall()
    return ClockState(day[0] if day else None, tuple(KeptBack(*row) for row in kept))
