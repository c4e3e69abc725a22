"""
Every column of every ledger and history table altered, and in each a row removed, inserted and two swapped,
with the rights of the tables' owner: all of it found by `verify`, and named. Tables and columns come from the
catalogue, so a later one is attacked from the day it is born.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from cairn.cli.database import APPLICATION
from cairn.ledger.log.heads import heads_between
from cairn.ledger.verifying.findings import Report
from cairn.ledger.verifying.verify import verify
from tests.ledger.a_log import make_log

# For the tests' names alone: the catalogue of the template, before any database of a test is made.
_CATALOGUE = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND (c.relname LIKE 'ledger\\_%' OR EXISTS (SELECT 1 FROM pg_attribute h
           WHERE h.attrelid = c.oid AND h.attname = 'pgh_id'))
    GROUP BY 1 ORDER BY 1
"""
# A value of a type that is not the one given.
_OTHER = {
    "uuid": "gen_random_uuid()",
    "boolean": "NOT coalesce({0}, false)",
    "smallint": "coalesce({0}, 0) + 1000",
    "integer": "coalesce({0}, 0) + 1000000",
    "bigint": "coalesce({0}, 0) + 1000000",
    "date": "coalesce({0}, '2020-01-01') + 1",
    "timestamp with time zone": "coalesce({0}, now()) - interval '1 second'",
    "ARRAY": "coalesce({0}, '{{}}') || {0}[1]",
    "jsonb": "jsonb_build_array({0}, 'altered')",
    "bytea": "set_byte({0} || '\\x01', 0, 255 - get_byte({0} || '\\x01', 0))",
    "text": "coalesce({0}, '') || 'x'",
    "character varying": "left('x' || reverse(coalesce({0}, '')), greatest(length({0}), 1))",
}


def _tables() -> dict[str, list[str]]:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        return dict(owner.execute(_CATALOGUE).fetchall())


TABLES = _tables()


@dataclass
class Drill:
    """The log, as the owner of its tables meets it."""

    owner: psycopg.Connection

    def verify(self) -> Report:
        return verify(self.owner, application=APPLICATION, height=7)

    @contextmanager
    def attack(self, table: str) -> Iterator[None]:
        """In a savepoint, rolled back; no constraint stands in the way."""
        with self.unbound(table), self.owner.transaction(force_rollback=True):
            yield

    @contextmanager
    def unbound(self, table: str) -> Iterator[None]:
        """The table without its constraints, which its owner may drop."""
        with self.owner.transaction(force_rollback=True):
            for (name,) in self.owner.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'u')",
                [table],
            ).fetchall():
                self.owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            yield

    def key(self, table: str) -> list[str]:
        return [
            name
            for (name,) in self.owner.execute(
                "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid "
                "AND a.attnum = ANY(i.indkey) WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY a.attnum",
                [table],
            )
        ]

    def row(self, table: str, offset: int = 0) -> dict[str, Any]:
        order = ", ".join(f'"{name}"' for name in self.key(table))
        # An entry that a user made and that is not erased; any row of the rest.
        where = "WHERE actor_id IS NOT NULL AND NOT erased" if table == "ledger_entry" else ""
        found = self.owner.execute(
            f"SELECT to_jsonb(t) FROM {table} t {where} ORDER BY {order} OFFSET %s LIMIT 1", [offset]
        ).fetchone()
        assert found is not None, f"{table} has too few rows to attack"
        return dict(found[0])

    def where(self, table: str, row: dict[str, Any]) -> str:
        return " AND ".join(f"\"{name}\" = '{row[name]}'" for name in self.key(table))

    def type_of(self, table: str, column: str) -> str:
        found = self.owner.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
            [table, column],
        ).fetchone()
        return str(found[0])


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    environment, _ = make_log("tamper", tmp_path_factory.mktemp("keys"))
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as owner:
        yield Drill(owner)
        owner.rollback()


def named(report: Report, table: str, row: dict[str, Any]) -> bool:
    """Whether a finding names the row: by its table and number, or by its leaf or note."""
    key = {
        "ledger_node": lambda: f"{row['level']}/{row['index']}",
        "ledger_head": lambda: str(row["size"]),
        "ledger_leaf": lambda: str(row["index"]),
        "ledger_disposed": lambda: f"of entry {row['entry_id']}",
    }.get(table, lambda: str(row.get("pgh_id", row.get("id"))))()
    for finding in report.findings:
        if (finding.table, finding.id) == (table, key):
            return True
        if table == "ledger_leaf" and finding.leaf == row["index"]:
            return True
        if table == "ledger_unsealed" and (
            f"(note {row['id']})" in finding.what
            or (finding.table, finding.id) == (row["table_name"], str(row["row_id"]))
        ):
            return True
    return False


def _found(drill: Drill, table: str, *rows: dict[str, Any]) -> None:
    report = drill.verify()
    missed = [row for row in rows if not named(report, table, row)]
    assert missed == [], "\n".join(map(str, report.findings[:10])) or "nothing was found"


def test_before_any_attack_nothing_is_wrong(drill: Drill) -> None:
    report = drill.verify()
    assert [str(finding) for finding in report.findings] == []
    assert report.count == 0
    assert report.heads >= 4
    assert report.disposed > 40
    assert report.unsealed >= 4


def test_every_table_is_there_with_something_to_attack(drill: Drill) -> None:
    assert len(TABLES) > 25
    for table in TABLES:
        drill.row(table, 1)


@pytest.mark.parametrize("table", TABLES)
def test_every_altered_column_is_found(table: str, drill: Drill) -> None:
    row = drill.row(table)
    for column in TABLES[table]:
        other = _OTHER[drill.type_of(table, column)].format(f'"{column}"')
        with drill.attack(table):
            after = drill.owner.execute(
                f'UPDATE {table} SET "{column}" = {other} WHERE {drill.where(table, row)} RETURNING to_jsonb({table})'
            ).fetchone()
            assert after is not None
            assert after[0][column] != row[column], column
            # A head is known by its size, whatever it was before.
            _found(drill, table, after[0] if table == "ledger_head" else row)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_emptied_is_found(table: str, drill: Drill) -> None:
    row = drill.row(table)
    keys = drill.key(table)
    for column in TABLES[table]:
        if row[column] is None or column in keys:
            continue
        with drill.attack(table):
            drill.owner.execute(f'ALTER TABLE {table} ALTER "{column}" DROP NOT NULL')
            drill.owner.execute(f'UPDATE {table} SET "{column}" = NULL WHERE {drill.where(table, row)}')
            _found(drill, table, row)


@pytest.mark.parametrize("offset", [0, 1])
@pytest.mark.parametrize("table", TABLES)
def test_a_removed_row_is_found(table: str, offset: int, drill: Drill) -> None:
    row = drill.row(table, offset)
    with drill.attack(table):
        drill.owner.execute(f"DELETE FROM {table} WHERE {drill.where(table, row)}")
        # A head that is gone is known by the one signed after it.
        _found(drill, table, drill.row(table, offset) if table == "ledger_head" else row)


def _a_copy(drill: Drill, table: str) -> dict[str, Any]:
    row, last = dict(drill.row(table)), drill.key(table)[-1]
    if drill.type_of(table, last) == "character varying":
        return {**row, last: str(row[last])[::-1]}
    highest = drill.owner.execute(f'SELECT max("{last}") FROM {table}').fetchone()
    row[last] = highest[0] + 1
    if table == "ledger_leaf":
        row["row_id"] = 10**6
    return row


@pytest.mark.parametrize("noticed", [False, True], ids=["triggers off", "triggers on"])
@pytest.mark.parametrize("table", TABLES)
def test_an_inserted_row_is_found(table: str, noticed: bool, drill: Drill) -> None:
    row = _a_copy(drill, table)
    with drill.attack(table):
        if not noticed:
            drill.owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        drill.owner.execute(
            f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)",
            [psycopg.types.json.Jsonb(row)],
        )
        if not noticed:
            drill.owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
            drill.owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        _found(drill, table, row)


@pytest.mark.parametrize("table", TABLES)
def test_two_swapped_rows_are_found(table: str, drill: Drill) -> None:
    keys = drill.key(table)
    rest = [column for column in TABLES[table] if column not in keys]
    first = drill.row(table)
    second = next(
        row
        for row in (drill.row(table, offset) for offset in range(1, 200))
        if any(row[column] != first[column] for column in rest)
    )
    columns = ", ".join(f'"{column}"' for column in rest)
    others = ", ".join(f'o."{column}"' for column in rest)
    with drill.attack(table):
        drill.owner.execute(
            f"UPDATE {table} t SET ({columns}) = ROW({others})"
            f" FROM {table} o WHERE ({_is('t', keys, first)} AND {_is('o', keys, second)})"
            f" OR ({_is('t', keys, second)} AND {_is('o', keys, first)})"
        )
        _found(drill, table, first, second)


def _is(alias: str, keys: list[str], row: dict[str, Any]) -> str:
    return " AND ".join(f"{alias}.\"{name}\" = '{row[name]}'" for name in keys)


def test_a_trigger_that_is_off_is_found(drill: Drill) -> None:
    with drill.attack("record_namehistory"):
        drill.owner.execute("ALTER TABLE record_namehistory DISABLE TRIGGER ledger_note")
        assert any("trigger" in finding.what for finding in drill.verify().findings)


def test_a_tail_cut_off_is_found_by_a_published_head_only(drill: Drill) -> None:
    with drill.owner.transaction(force_rollback=True):
        drill.owner.execute("SET LOCAL TIME ZONE 'UTC'")
        published = heads_between(drill.owner, 0, 10**9)
        kept = published[-2].size
        entry = "ledger_leaf WHERE index >= %s AND shape_id IN (SELECT id FROM ledger_shape WHERE table_name = %s)"
        for table in TABLES:
            key = "pgh_id" if "pgh_id" in TABLES[table] else "id"
            if not table.startswith("ledger_") or table == "ledger_entry":
                drill.owner.execute(
                    f"DELETE FROM {table} WHERE {key} IN (SELECT row_id FROM {entry})", [kept, table]
                )
        drill.owner.execute("DELETE FROM ledger_disposed WHERE entry_id NOT IN (SELECT id FROM ledger_entry)")
        drill.owner.execute(
            "DELETE FROM ledger_node WHERE (index + 1)::numeric * 2::numeric ^ level > %s", [kept]
        )
        drill.owner.execute("DELETE FROM ledger_leaf WHERE index >= %s", [kept])
        drill.owner.execute("DELETE FROM ledger_head WHERE size > %s", [kept])
        alone = drill.verify()
        held = verify(drill.owner, application=APPLICATION, witness=published, height=5)
    assert "removed: it was published, and the log now ends before it" in {f.what for f in held.findings}
    assert len(held.findings) == len(alone.findings) + 1
