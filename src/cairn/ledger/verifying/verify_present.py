"""
Every current row against its newest state in the history, which the log proves; and bytes against their digest.

Asked of the database table by table, as one join: what comes out is what is wrong, and memory does not grow with the
register. A row that its table's owner changed, put there or took away with the triggers off has no such state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import psycopg
from psycopg import sql

from cairn.ledger.history.kept import Kept
from cairn.ledger.verifying.findings import Damage

_TYPES = """
    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
"""
# The newest state of each row: whoever changes a row has it locked, so states are numbered in their order.
_COMPARED = """
    SELECT coalesce(t.{key}::text, h.pgh_obj_id::text) AS row, t.{key} IS NULL AS gone,
           h.pgh_id IS NULL AS unknown, coalesce(h.pgh_label = 'delete', false) AS removed
    FROM public.{table} t FULL JOIN (
        SELECT s.* FROM public.{history} s
        JOIN (SELECT max(pgh_id) AS pgh_id FROM public.{history} GROUP BY pgh_obj_id) newest USING (pgh_id)
    ) h ON h.pgh_obj_id = t.{key}
    WHERE CASE WHEN t.{key} IS NULL THEN h.pgh_label IS DISTINCT FROM 'delete'
               WHEN h.pgh_id IS NULL OR h.pgh_label IS NOT DISTINCT FROM 'delete' THEN true
               ELSE {differs} END
    ORDER BY 1
"""
_BYTES = """
    SELECT {key}::text FROM public.{table}
    WHERE encode(sha256({column}), 'hex') IS DISTINCT FROM sha256 ORDER BY 1
"""


def present(connection: psycopg.Connection, damage: Damage, tables: Sequence[Kept]) -> None:
    """Name each current row that is not as its history says, and each that is missing."""
    # What is read by a cursor is read within a transaction: that of the caller, where there is one.
    with connection.transaction():
        for kept in tables:
            _one(connection, damage, kept)


def _one(connection: psycopg.Connection, damage: Damage, kept: Kept) -> None:
    now, past = _types(connection, kept.table), _types(connection, kept.history)
    needed = {kept.key, *kept.columns, *kept.outside}
    if lacking := sorted(needed - now.keys()) + sorted(set(kept.columns) - past.keys()):
        damage.name(kept.table, "*", f"its column {', '.join(lacking)} is gone, here or in its history")
    columns = [name for name in kept.columns if name in now and name in past]
    if kept.key not in now or not {"pgh_id", "pgh_obj_id", "pgh_label"} <= past.keys():
        damage.name(kept.table, "*", "altered: it, or its history, has lost what tells its rows apart")
        return
    for row, gone, unknown, removed in _compared(connection, kept, columns, now, past):
        damage.name(kept.table, row, _said(gone=gone, unknown=unknown, removed=removed))
    for column in kept.outside:
        if {column, "sha256"} <= now.keys():
            _bytes(connection, damage, kept, column)


def _said(*, gone: bool, unknown: bool, removed: bool) -> str:
    if gone:
        return "removed: its history says that it stands"
    if unknown:
        return "inserted: it stands, and its history has no state of it"
    if removed:
        return "inserted: it stands, and its history says that it was taken away"
    return "altered: it is not as the newest state in its history"


def _compared(
    connection: psycopg.Connection,
    kept: Kept,
    columns: Sequence[str],
    now: dict[str, str],
    past: dict[str, str],
) -> Iterator[tuple[str, bool, bool, bool]]:
    # A type that the owner changed is compared by what is written of it.
    terms = [
        sql.SQL("t.{0} IS DISTINCT FROM h.{0}" if now[name] == past[name] else "t.{0}::text IS DISTINCT FROM h.{0}::text")
        .format(sql.Identifier(name))
        for name in columns
    ]  # fmt: skip
    query = sql.SQL(_COMPARED).format(
        table=sql.Identifier(kept.table),
        history=sql.Identifier(kept.history),
        key=sql.Identifier(kept.key),
        differs=sql.SQL(" OR ").join([sql.SQL("false"), *terms]),
    )
    return _streamed(connection, query)


def _bytes(connection: psycopg.Connection, damage: Damage, kept: Kept, column: str) -> None:
    query = sql.SQL(_BYTES).format(
        table=sql.Identifier(kept.table), key=sql.Identifier(kept.key), column=sql.Identifier(column)
    )
    for (row,) in _streamed(connection, query):
        damage.name(kept.table, row, f"altered: its {column} is not the one of its digest")


def _streamed(connection: psycopg.Connection, query: sql.Composed) -> Iterator[tuple]:  # type: ignore[type-arg]
    """Damage without end must not fill the memory: rows come some thousands at a time."""
    with closing(connection.cursor("ledger_present")) as cursor:
        cursor.itersize = 5_000
        yield from cursor.execute(query)


def _types(connection: psycopg.Connection, table: str) -> dict[str, str]:
    return dict(connection.execute(_TYPES, [f"public.{table}"]).fetchall())
