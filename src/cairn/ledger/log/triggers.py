"""
Triggers that note every new row of the ledger and of every history table for the sealer.

`cairn migrate` ends with `attach`, so a history table that a migration brings has its trigger before
anybody writes to it. Writers only add a note: they never wait for the sealer.
"""

from __future__ import annotations

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from cairn.ledger.history.kept import Kept, kept
from cairn.ledger.log.leaf_encoding import ENTRIES, SHAPES
from cairn.ledger.operations import Act, declare

TAKEN_IN = declare("rows taken into the log", Act.COLLECTION, "Took earlier rows into the log")

TRIGGER = "ledger_note"
# The label of a first state that nobody wrote as it happened.
TAKEN_AS_IT_STOOD = "as it stood"

# The mark makes a change of the row or of its note visible until the sealer has signed for both.
MARK = """
    SELECT sha256(convert_to(concat_ws('|', id, table_name, row_id, role, xid,
        extract(epoch FROM at), content::text), 'UTF8'))
"""
# An entry bears the moment of its statement, a history row that of its transaction: to the microsecond, the note too.
_NOTE = """
    INSERT INTO ledger_unsealed (id, table_name, row_id, role, xid, at, mark)
    SELECT n.id, TG_TABLE_NAME, n.key, session_user, x.xid, {moment},
           ledger_mark(n.id, TG_TABLE_NAME, n.key, session_user, x.xid, {moment}, n.content)
    FROM (SELECT nextval('ledger_unsealed_id_seq') AS id, f.{key} AS key, to_jsonb(f) AS content
          FROM (SELECT * FROM fresh ORDER BY {key}) f) n,
         (SELECT pg_current_xact_id()::text::bigint AS xid) x;
"""
BODY = f"""
BEGIN
    IF TG_TABLE_NAME LIKE 'ledger\\_%' THEN {_NOTE.format(key="id", moment="statement_timestamp()")}
    ELSE {_NOTE.format(key="pgh_id", moment="now()")}
    END IF;
    RETURN NULL;
END
"""
# SECURITY DEFINER: the application role has no right on the notes, and session_user stays whoever logged in.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION ledger_mark(id bigint, table_name text, row_id bigint, role text, xid bigint,
    at timestamptz, content jsonb) RETURNS bytea LANGUAGE sql STABLE AS $mark${MARK}$mark$;
CREATE OR REPLACE FUNCTION ledger_note() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $note${BODY}$note$;
REVOKE ALL ON FUNCTION ledger_note() FROM PUBLIC;
"""


def key_of(table: str) -> str:
    """The column that numbers a covered table's rows."""
    return "id" if table.startswith("ledger_") else "pgh_id"


def covered(connection: psycopg.Connection) -> list[str]:
    """Every table whose rows go into the log: entries, shapes, and every history table there is."""
    found = connection.execute(
        "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "WHERE a.attname = 'pgh_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
        "ORDER BY 1"
    )
    return [ENTRIES, SHAPES, *(name for (name,) in found)]


def attach(connection: psycopg.Connection) -> int:
    """
    Give every covered table its trigger, and take rows that were there before into the log.

    A table that is tracked from now on has rows without a past: as they stand is the first state that is known of them.

    Returns how many rows were taken in; an operator's entry says of which tables.
    """
    with connection.transaction():
        connection.execute(FUNCTIONS)
        had = {
            name
            for (name,) in connection.execute(
                "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [TRIGGER]
            )
        }
        fresh = [table for table in covered(connection) if table not in had]
        for tracked in kept():
            if tracked.history in fresh:
                _begin(connection, tracked)
        for table in fresh:
            connection.execute(
                sql.SQL(
                    "CREATE TRIGGER {} AFTER INSERT ON {} REFERENCING NEW TABLE AS fresh "
                    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_note()"
                ).format(sql.Identifier(TRIGGER), sql.Identifier(table))
            )
        taken = {table: _take_in(connection, table) for table in fresh}
        taken = {table: rows for table, rows in taken.items() if rows}
        if taken:
            connection.execute(
                "INSERT INTO ledger_entry (act, what, detail, why, request) VALUES (%s, %s, %s, '', '')",
                [TAKEN_IN.act, TAKEN_IN.code, Jsonb(taken)],
            )
    return sum(taken.values())


def note_anew(connection: psycopg.Connection) -> int:
    """
    Note every row of a history that was rewritten before anything of it was sealed, and forget the old notes.

    For the synthetic register alone, whose past is invented after its rows: an operator's entry that says that
    a register was loaded must stand in the same transaction.

    Returns how many rows were noted.
    """
    histories = [table for table in covered(connection) if table not in {ENTRIES, SHAPES}]
    connection.execute("DELETE FROM ledger_unsealed WHERE table_name = ANY(%s)", [histories])
    return sum(_take_in(connection, table) for table in histories)


def _begin(connection: psycopg.Connection, tracked: Kept) -> None:
    """Only where the history is empty: a row that stands beside others' past was put there with the triggers off."""
    columns = sql.SQL(", ").join(map(sql.Identifier, tracked.columns))
    connection.execute(
        sql.SQL(
            "INSERT INTO {history} ({columns}, pgh_obj_id, pgh_created_at, pgh_label)"
            " SELECT {columns}, {key}, now(), {label} FROM {table} WHERE NOT EXISTS (SELECT 1 FROM {history})"
        ).format(
            history=sql.Identifier(tracked.history),
            table=sql.Identifier(tracked.table),
            columns=columns,
            key=sql.Identifier(tracked.key),
            label=sql.Literal(TAKEN_AS_IT_STOOD),
        )
    )


def _take_in(connection: psycopg.Connection, table: str) -> int:
    return connection.execute(
        sql.SQL(
            "WITH n AS (SELECT nextval('ledger_unsealed_id_seq') AS id, t.{key} AS key, to_jsonb(t) AS content,"
            " pg_current_xact_id()::text::bigint AS xid FROM (SELECT * FROM {table} ORDER BY {key}) t"
            " WHERE NOT EXISTS (SELECT 1 FROM ledger_leaf l JOIN ledger_shape s ON s.id = l.shape_id"
            "                   WHERE s.table_name = {name} AND l.row_id = t.{key})"
            "   AND NOT EXISTS (SELECT 1 FROM ledger_unsealed u WHERE u.table_name = {name} AND u.row_id = t.{key}))"
            " INSERT INTO ledger_unsealed (id, table_name, row_id, role, xid, at, mark)"
            " SELECT id, {name}, key, session_user, xid, now(),"
            "        ledger_mark(id, {name}, key, session_user, xid, now(), content) FROM n"
        ).format(table=sql.Identifier(table), key=sql.Identifier(key_of(table)), name=sql.Literal(table))
    ).rowcount
