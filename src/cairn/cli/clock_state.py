"""What `cairn check` says of the clock: of which day the register's duties are, and whose could not be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg

from cairn.clock.running.kept_duties import ClockState, clock_state
from cairn.dates import in_words, london
from cairn.errors import BadInput
from cairn.ledger.jobs_role import jobs_conninfo

# The nightly run is made by three in the morning, whatever the time of year.
_MADE_BY = 3


@dataclass(frozen=True, slots=True)
class Told:
    """Lines for the operator; `behind`: something has to be done."""

    lines: tuple[str, ...]
    behind: bool


def clock_lines(now: datetime | None = None) -> Told:
    """
    How far the clock is.

    Nothing where it cannot be asked: without the owner's connection, or of a database that the other checks refuse.
    """
    try:
        with psycopg.connect(jobs_conninfo()) as connection:
            state = clock_state(connection)
    except (BadInput, psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return Told((), behind=False)
    return told(state, now or datetime.now().astimezone())


def told(state: ClockState, now: datetime) -> Told:
    """The state in words. Before the night's run is due, yesterday's duties are as they should be."""
    today = london(now).date()
    wanted = today if london(now).hour >= _MADE_BY else today - timedelta(days=1)
    if state.day is None:
        return Told(("The clock has never run. Run “cairn clock run --rebuild”.",), behind=True)
    lines = [] if state.day == today else [f"The duties are as at {in_words(state.day)}."]
    late = state.day < wanted
    if late:
        lines.append("The nightly run has not been made since. Is “cairn worker” running?")
    if state.kept:
        lines.append(
            "The duties of these nominals could not be made. Each run tries again; the log has the errors:"
        )
    for kept in state.kept:
        of_day = f"duties as at {in_words(kept.as_at)}" if kept.as_at else "no duties"
        since = in_words(london(kept.failed_at).date())
        lines.append(f"  {kept.nominal_id}: {of_day}, failing since {since} ({kept.error})")
    return Told(tuple(lines), behind=late or bool(state.kept))
