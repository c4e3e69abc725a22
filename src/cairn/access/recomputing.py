"""One nominal's facts in full, while their duties are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


@contextmanager
def recomputing(nominal_id: UUID) -> Iterator[None]:
    """
    Full sight of one nominal's facts, and the right to write their duties, for the clock alone.

    The database grants it only if the transaction's user works with that nominal.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('cairn.recomputed', %s, true)", [str(nominal_id)])
        yield
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('cairn.recomputed', '', true)")
