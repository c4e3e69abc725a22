"""What is beside the log: rows that it does not have, notes of rows that are not there, shapes."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from cairn.ledger.log.leaf_encoding import ENTRIES, SHAPES, digest_of
from cairn.ledger.log.row_shapes import ShapeOf, shapes
from cairn.ledger.log.triggers import key_of
from cairn.ledger.verifying.findings import Damage

_NOTE = "ledger_unsealed"


def sound_shapes(connection: psycopg.Connection, damage: Damage) -> dict[int, ShapeOf]:
    """The shapes that the log itself vouches for; the others are named."""
    found = shapes(connection)
    leaves = connection.execute(
        "SELECT row_id, digest FROM ledger_leaf WHERE shape_id = ANY(%s) AND row_id = ANY(%s) AND salt IS NULL",
        [list(found), list(found)],
    )
    vouched = {(row, bytes(digest)) for row, digest in leaves}
    sound = {}
    for shape in found.values():
        content = {"columns": list(shape.columns), "id": shape.id, "table_name": shape.table}
        if (shape.id, digest_of(b"", content)) in vouched:
            sound[shape.id] = shape
        else:
            damage.name(SHAPES, shape.id, "altered or inserted: leaves of this shape cannot be checked")
    return sound


def rows_unknown_to_the_log(
    connection: psycopg.Connection, damage: Damage, tables: Sequence[str], sound: dict[int, ShapeOf]
) -> None:
    """Rows that are neither sealed nor noted for sealing; and shapes that no leaf has."""
    used = {shape for (shape,) in connection.execute("SELECT DISTINCT shape_id FROM ledger_leaf")}
    for idle in sound.keys() - used:
        damage.name(SHAPES, idle, "inserted: nothing in the log has this shape")
    for table in tables:
        # A leaf whose shape cannot be told may be of this table.
        mine = [shape.id for shape in sound.values() if shape.table == table]
        mine += [shape for shape in used if shape is not None and shape not in sound]
        query = sql.SQL(
            "SELECT {key} FROM {table} t"
            " WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.row_id = t.{key} AND l.shape_id = ANY(%s))"
            " AND NOT EXISTS (SELECT 1 FROM ledger_unsealed u WHERE u.row_id = t.{key} AND u.table_name = {name})"
            " ORDER BY 1"
        ).format(key=sql.Identifier(key_of(table)), table=sql.Identifier(table), name=sql.Literal(table))
        for (row,) in connection.execute(query, [mine]):
            damage.name(table, row, "inserted: neither the log nor the sealer's notes have it")


def notes(
    connection: psycopg.Connection,
    damage: Damage,
    tables: Sequence[str],
    *,
    application: str,
    operators: set[int],
    dated: set[int],
) -> None:
    """Notes whose row is gone, altered, back-dated, sealed already, or written behind the application's back."""
    for note, table in connection.execute(
        "SELECT id, table_name FROM ledger_unsealed WHERE coalesce(table_name <> ALL(%s), true)",
        [list(tables)],
    ):
        damage.name(_NOTE, note, f"altered or inserted: the log covers no table {table}")
    noted = connection.execute("SELECT DISTINCT table_name FROM ledger_unsealed").fetchall()
    for table in {name for (name,) in noted} & set(tables):
        _notes_of(connection, damage, table, dated=dated)
    for note, table, row, role in connection.execute(
        "SELECT id, table_name, row_id, role FROM ledger_unsealed "
        "WHERE role IS DISTINCT FROM %s AND coalesce(xid <> ALL(%s), true) AND table_name <> %s",
        [application, list(operators), SHAPES],
    ):
        what = f"inserted behind the application's back, by the database role {role} (note {note})"
        damage.name(table, row, what)
    for note, row in connection.execute(
        "SELECT u.id, e.id FROM ledger_unsealed u JOIN ledger_entry e ON e.id = u.row_id "
        "WHERE u.table_name = %s AND ((u.role = %s AND e.actor_id IS NULL) OR e.erased)",
        [ENTRIES, application],
    ):
        damage.name(ENTRIES, row, f"inserted: it names nobody, or claims to be erased (note {note})")


def _notes_of(connection: psycopg.Connection, damage: Damage, table: str, *, dated: set[int]) -> None:
    moment = {ENTRIES: "t.at", SHAPES: "u.at"}.get(table, "t.pgh_created_at")
    query = sql.SQL(
        "SELECT * FROM (SELECT u.id, u.row_id, t.{key} IS NULL AS gone,"
        " u.mark IS DISTINCT FROM ledger_mark(u.id, u.table_name, u.row_id, u.role, u.xid, u.at, to_jsonb(t)) AS altered,"
        " {moment} IS DISTINCT FROM u.at AND u.xid IS NOT NULL AND u.xid <> ALL(%s) AS dated,"
        " row_number() OVER (PARTITION BY u.row_id ORDER BY u.id) > 1 OR EXISTS"
        "  (SELECT 1 FROM ledger_leaf l JOIN ledger_shape s ON s.id = l.shape_id"
        "   WHERE l.row_id = u.row_id AND s.table_name = u.table_name) AS known"
        " FROM ledger_unsealed u LEFT JOIN {table} t ON t.{key} = u.row_id WHERE u.table_name = {name}) n"
        " WHERE gone OR altered OR dated OR known"
    ).format(
        key=sql.Identifier(key_of(table)),
        table=sql.Identifier(table),
        name=sql.Literal(table),
        moment=sql.SQL(moment),
    )
    for note, row, gone, altered, is_dated, known in connection.execute(query, [list(dated)]):
        if gone:
            damage.name(table, row, f"removed: the sealer was to take it in, and it is gone (note {note})")
        elif altered:
            damage.name(table, row, f"altered, it or its note, before it was sealed (note {note})")
        if is_dated and not gone:
            damage.name(table, row, f"back-dated: its moment is not that of its writing (note {note})")
        if known:
            damage.name(_NOTE, note, f"inserted: {table} {row} is in the log, or noted, already")


def extra_leaves(connection: psycopg.Connection, damage: Damage, size: int) -> None:
    """Leaves beyond the last head."""
    for (index,) in connection.execute(
        "SELECT index FROM ledger_leaf WHERE index >= %s OR index < 0 ORDER BY 1", [size]
    ):
        damage.name("ledger_leaf", index, "inserted: no signed head covers it", index)


def extra_nodes(connection: psycopg.Connection, damage: Damage, size: int) -> None:
    """Nodes over leaves that there are not."""
    for level, index in connection.execute(
        "SELECT level, index FROM ledger_node WHERE level NOT BETWEEN 1 AND 62 OR index < 0 "
        "OR ((index + 1)::numeric * (2::numeric ^ level)) > %s",
        [size],
    ):
        damage.name("ledger_node", f"{level}/{index}", "inserted: nothing lies under it")
