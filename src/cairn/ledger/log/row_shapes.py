"""Tables' columns, remembered with what was sealed of them, and rows' content read for hashing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from cairn.ledger.log.triggers import key_of


@dataclass(frozen=True, slots=True)
class ShapeOf:
    """A table and the columns of it that are hashed."""

    id: int
    table: str
    columns: tuple[str, ...]


def shapes(connection: psycopg.Connection) -> dict[int, ShapeOf]:
    """Every shape, by its id."""
    rows = connection.execute(
        "SELECT id, coalesce(table_name, ''), coalesce(columns::text, '') FROM ledger_shape ORDER BY id"
    )
    return {row[0]: ShapeOf(row[0], row[1], _names(row[2])) for row in rows}


def shape_now(connection: psycopg.Connection, table: str) -> ShapeOf:
    """The table's shape as its columns are now; a new one is noted, and so sealed, like any row."""
    columns = columns_of(connection, table)
    found = connection.execute(
        "SELECT id FROM ledger_shape WHERE table_name = %s AND columns = %s ORDER BY id LIMIT 1",
        [table, Jsonb(columns)],
    ).fetchone()
    if found is None:
        found = connection.execute(
            "INSERT INTO ledger_shape (table_name, columns) VALUES (%s, %s) RETURNING id",
            [table, Jsonb(columns)],
        ).fetchone()
    return ShapeOf(found[0] if found else 0, table, tuple(columns))


def columns_of(connection: psycopg.Connection, table: str) -> list[str]:
    """The table's columns, sorted."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        'ORDER BY attname COLLATE "C"',
        [table],
    )
    return [name for (name,) in rows]


def contents(connection: psycopg.Connection, table: str, rows: Sequence[int]) -> dict[int, str]:
    """Rows as JSON, by their numbers; those that are not there are left out."""
    query = sql.SQL("SELECT {key}, to_jsonb(t)::text FROM {table} t WHERE {key} = ANY(%s)").format(
        key=sql.Identifier(key_of(table)), table=sql.Identifier(table)
    )
    return dict(connection.execute(query, [list(rows)]).fetchall())


def _names(text: str) -> tuple[str, ...]:
    """The columns, or none where the row holds anything but a list of names: it then fits no digest."""
    try:
        return tuple(msgspec.json.decode(text, type=list[str]))
    except msgspec.DecodeError:
        return ()
