"""A record taken away as disposal takes it away, for the tests of the log below it."""

from __future__ import annotations

from uuid import UUID

from django.db import connections

from cairn.ledger.log.disposal import dispose, history_of
from cairn.ledger.models import Entry
from cairn.ledger.services import Detail
from cairn.record.retention.tables import places


def erase(nominal_id: UUID, *, why: str, detail: Detail | None = None) -> Entry:
    """The record's own rows first, then its past: within a transaction as the owner."""
    with connections["owner"].cursor() as cursor:
        for place in places(cursor):
            if not place.past:
                cursor.execute(f'DELETE FROM {place.table} WHERE "{place.column}" = %s', [nominal_id])
    return dispose(rows=history_of(nominal_id), entries_about=nominal_id, why=why, detail=detail)
