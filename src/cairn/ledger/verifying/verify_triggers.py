"""
The triggers that write history and notes: there, on, with the body that is declared, and nothing before them.

What is not kept by them is found by its rows; this tells how it could be done, and that it may have been.
"""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from cairn.ledger.history.kept import Declared, Function
from cairn.ledger.log.triggers import BODY, MARK, TRIGGER
from cairn.ledger.verifying.findings import Damage

# pg_trigger.tgtype: after each statement, and of what.
_ON = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}
_AFTER_STATEMENT = 64 | 2 | 1
_RUN_MIGRATE = "run `cairn migrate`, and ask why"
_FOUND = """
    SELECT c.relname, t.tgname, p.proname, p.prosrc FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgtype = %s
      AND cardinality(t.tgattr::int2[]) = 0 AND c.relnamespace = 'public'::regnamespace
      AND p.pronamespace = 'public'::regnamespace
"""


def triggers(
    connection: psycopg.Connection,
    damage: Damage,
    covered: Sequence[str],
    declared: Sequence[Declared],
    functions: Sequence[Function],
) -> None:
    """Name each table whose triggers are gone, off or altered, or that has others which change what is written."""
    on = {
        kind: {row[:2]: row[2:] for row in connection.execute(_FOUND, [bits])} for kind, bits in _ON.items()
    }
    for table in covered:
        if on["INSERT"].get((table, TRIGGER)) != ("ledger_note", BODY):
            damage.name(table, "*", f"its trigger is gone, off or altered: {_RUN_MIGRATE}")
    for trigger in declared:
        if on[trigger.on].get((trigger.table, trigger.name)) != (trigger.name, trigger.source):
            what = f"its history's trigger on {trigger.on} is gone, off or altered: restore it, and ask why"
            damage.name(trigger.table, "*", what)
    _functions(connection, damage, [Function("ledger_mark", MARK), *functions])
    _between(connection, damage, sorted({*covered, *(trigger.table for trigger in declared)}))
    _off(connection, damage)


def _functions(connection: psycopg.Connection, damage: Damage, functions: Sequence[Function]) -> None:
    """Functions that the triggers ask: one body under each name."""
    for function in functions:
        bodies = connection.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = %s", [function.name]
        ).fetchall()
        if bodies != [(function.source,)]:
            damage.name(function.name, "*", "the function that triggers ask is gone, altered or there twice")


def _between(connection: psycopg.Connection, damage: Damage, tables: Sequence[str]) -> None:
    """Whatever rewrites or swallows a row before it is written: nothing that is declared does."""
    rows = connection.execute(
        "SELECT tgrelid::regclass::text, 'trigger ' || tgname FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgtype & %(bits)s <> 0 AND tgrelid = ANY(%(tables)s::regclass[])"
        " UNION ALL SELECT ev_class::regclass::text, 'rule ' || rulename FROM pg_rewrite"
        " WHERE ev_class = ANY(%(tables)s::regclass[]) ORDER BY 1, 2",
        {"bits": _AFTER_STATEMENT, "tables": [f"public.{table}" for table in tables]},
    )
    for table, what in rows:
        damage.name(table, "*", f"inserted: the {what} can change what is written before it is noted")


def _off(connection: psycopg.Connection, damage: Damage) -> None:
    """Settings of a role or database under which triggers do not run."""
    rows = connection.execute(
        "SELECT coalesce(setrole::regrole::text, 'everybody'), setting FROM ("
        " SELECT nullif(setrole, 0) AS setrole, unnest(setconfig) AS setting FROM pg_db_role_setting) s"
        " WHERE setting LIKE 'session\\_replication\\_role=%' AND setting NOT LIKE '%=origin'"
        " OR setting LIKE 'pgtrigger.ignore=%'"
    )
    for role, setting in rows:
        damage.name(
            "pg_db_role_setting", role, f"triggers do not run under {setting}: take it back, and ask why"
        )
