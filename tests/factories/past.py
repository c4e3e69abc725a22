"""Acts done on past days: the history that they write is dated as if it had been written then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import psycopg

from cairn.ledger.history.as_known import tracked_models

LONDON = ZoneInfo("Europe/London")


def at(day: int, month: int, year: int = 2026, hour: int = 12) -> datetime:
    """A moment in London, noon unless told."""
    return datetime(year, month, day, hour, tzinfo=LONDON)


@contextmanager
def written(moment: datetime) -> Iterator[None]:
    """
    What is done inside was written at that moment, as far as history knows.

    For tests that commit (`transaction=True`): within one transaction all is written at one moment.
    """
    began = datetime.now(UTC)
    yield
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        for _, history in tracked_models():
            owner.execute(
                f"UPDATE {history._meta.db_table} SET pgh_created_at = %s WHERE pgh_created_at >= %s",
                [moment, began],
            )
