"""
The present against its past, attacked with the rights of the tables' owner and the triggers off: in every tracked
table a row changed, in every column, taken away and put there; named by table and id, and with nothing of its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from cairn.cli.database import APPLICATION
from cairn.ledger.history.kept import Kept, kept
from cairn.ledger.verifying.findings import Damage
from cairn.ledger.verifying.verify import verify
from cairn.ledger.verifying.verify_present import present
from tests.ledger.a_log import make_log

TABLES = kept()
# A value of the type that is not the one given.
_OTHER = {
    "uuid": "gen_random_uuid()",
    "boolean": "NOT coalesce({0}, false)",
    "smallint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 1",
    "double precision": "coalesce({0}, 0) + 1",
    "date": "coalesce({0}, '2020-01-01') + 1",
    "timestamp with time zone": "coalesce({0}, now()) - interval '1 second'",
    "time without time zone": "coalesce({0}, '10:00') + interval '1 minute'",
    "ARRAY": "coalesce({0}, '{{}}') || {0}[1]",
    "jsonb": "jsonb_build_array({0}, 'canary')",
    "bytea": "'canary'::bytea",
    "text": "coalesce({0}, '') || 'canary'",
    "character varying": "left('x' || reverse(coalesce({0}, '')), greatest(length({0}), 1))",
}


@dataclass
class Attack:
    """The log as the owner of its tables meets it, with triggers that do not run."""

    owner: psycopg.Connection

    def found(self) -> list[str]:
        """What the present is found to have; that `verify` asks is tried below."""
        damage = Damage()
        present(self.owner, damage, TABLES)
        return [str(finding) for finding in damage.findings]

    def unbound(self, *tables: str) -> None:
        """No constraint stands in the way, and no trigger runs: their owner may say so."""
        for table in tables:
            self.owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for where, name in self.owner.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('c', 'f', 'u', 'x')"
                " AND %s::regclass IN (conrelid, confrelid)",
                [table],
            ).fetchall():
                self.owner.execute(f'ALTER TABLE {where} DROP CONSTRAINT "{name}"')

    def again(self, *tables: str) -> None:
        for table in tables:
            self.owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def row(self, table: str) -> str:
        found = self.owner.execute(f"SELECT id::text FROM {table} ORDER BY id LIMIT 1").fetchone()
        assert found, f"no {table} to attack"
        return str(found[0])


@pytest.fixture(scope="module")
def _owner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[psycopg.Connection]:
    environment, _ = make_log("present", tmp_path_factory.mktemp("keys"))
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as owner:
        yield owner
        owner.rollback()


@pytest.fixture
def attack(_owner: psycopg.Connection) -> Iterator[Attack]:
    with _owner.transaction(force_rollback=True):
        yield Attack(_owner)


def _verified(owner: psycopg.Connection) -> list[str]:
    return [str(finding) for finding in verify(owner, application=APPLICATION).findings]


def test_before_any_attack_every_tracked_table_has_rows_and_nothing_is_wrong(attack: Attack) -> None:
    assert attack.found() == _verified(attack.owner) == []
    assert [each.table for each in TABLES if not attack.row(each.table)] == []


@pytest.mark.parametrize("kept", TABLES, ids=lambda each: each.table)
def test_a_change_of_any_column_with_the_triggers_off_is_named(kept: Kept, attack: Attack) -> None:
    table, row = kept.table, attack.row(kept.table)
    attack.unbound(table)
    types = dict(
        attack.owner.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
        ).fetchall()
    )
    for column in (*kept.columns, *kept.outside):
        if column == kept.key:
            continue
        with attack.owner.transaction(force_rollback=True):
            attack.owner.execute(
                f'UPDATE {table} SET "{column}" = {_OTHER[types[column]].format(chr(34) + column + chr(34))} WHERE id = %s',
                [row],
            )
            attack.again(table)
            what = "altered: its image is not the one of its digest" if column in kept.outside else ""
            wanted = f"{table} {row}: {what or 'altered: it is not as the newest state in its history'}"
            # The digest that is changed is that of the image too.
            both = (
                [f"{table} {row}: altered: its image is not the one of its digest"]
                if column == "sha256"
                else []
            )
            assert attack.found() == [wanted, *both], column


@pytest.mark.parametrize("kept", TABLES, ids=lambda each: each.table)
def test_a_row_taken_away_put_there_or_given_another_id_is_named(kept: Kept, attack: Attack) -> None:
    table, row, other = kept.table, attack.row(kept.table), str(uuid4())
    before = attack.owner.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE id = %s", [row]).fetchone()
    gone = f"{table} {row}: removed: its history says that it stands"
    inserted = f"{table} {other}: inserted: it stands, and its history has no state of it"
    attack.unbound(table)
    for (index,) in attack.owner.execute(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND NOT indisprimary",
        [table],
    ).fetchall():
        attack.owner.execute(f"DROP INDEX {index} CASCADE")
    with attack.owner.transaction(force_rollback=True):
        attack.owner.execute(f"DELETE FROM {table} WHERE id = %s", [row])
        attack.again(table)
        assert attack.found() == [gone]
    with attack.owner.transaction(force_rollback=True):
        attack.owner.execute(
            f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)",
            [Jsonb({**before[0], "id": other})],
        )
        attack.again(table)
        assert attack.found() == [inserted]
    attack.owner.execute(f"UPDATE {table} SET id = %s WHERE id = %s", [other, row])
    attack.again(table)
    assert sorted(attack.found()) == sorted([gone, inserted])


def test_a_table_emptied_by_truncate_is_named_row_by_row(attack: Attack) -> None:
    row = attack.row("record_vehicle")
    attack.owner.execute("TRUNCATE record_vehicle CASCADE")
    assert f"record_vehicle {row}: removed: its history says that it stands" in attack.found()


def test_a_row_that_was_taken_away_and_is_back_is_named(attack: Attack) -> None:
    row = attack.row("record_vehicle")
    before = attack.owner.execute("SELECT to_jsonb(t) FROM record_vehicle t WHERE id = %s", [row]).fetchone()
    attack.owner.execute("DELETE FROM record_vehicle WHERE id = %s", [row])
    attack.unbound("record_vehicle")
    attack.owner.execute(
        "INSERT INTO record_vehicle SELECT * FROM jsonb_populate_record(NULL::record_vehicle, %s)",
        [Jsonb(before[0])],
    )
    attack.again("record_vehicle")
    wanted = f"record_vehicle {row}: inserted: it stands, and its history says that it was taken away"
    assert wanted in attack.found()


@pytest.mark.parametrize(
    "off",
    [
        "SET LOCAL pgtrigger.ignore = '{triggers}'",
        """CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER away BEFORE INSERT ON {history} FOR EACH ROW EXECUTE FUNCTION away()""",
    ],
    ids=["by a setting anybody may make", "by a trigger before it"],
)
def test_history_that_was_not_written_is_found_by_the_row(off: str, attack: Attack) -> None:
    row = attack.row("record_vehicle")
    names = attack.owner.execute(
        "SELECT string_agg(tgname, ',') FROM pg_trigger WHERE tgrelid = 'record_vehicle'::regclass AND NOT tgisinternal"
    ).fetchone()
    attack.owner.execute(off.format(triggers="{" + names[0] + "}", history="record_vehiclehistory"))
    attack.owner.execute("UPDATE record_vehicle SET make = 'canary' WHERE id = %s", [row])
    found = attack.found()
    assert f"record_vehicle {row}: altered: it is not as the newest state in its history" in found
    assert "canary" not in "".join(found)


def test_an_altered_column_type_or_a_lost_column_is_told_and_the_rest_is_compared(attack: Attack) -> None:
    row = attack.row("record_vehicle")
    attack.owner.execute("ALTER TABLE record_vehicle ALTER make TYPE text")
    assert attack.found() == []
    attack.unbound("record_vehicle")
    attack.owner.execute("ALTER TABLE record_vehicle DROP COLUMN make")
    attack.owner.execute("UPDATE record_vehicle SET colour = 'canary' WHERE id = %s", [row])
    attack.again("record_vehicle")
    assert attack.found() == [
        "record_vehicle *: its column make is gone, here or in its history",
        f"record_vehicle {row}: altered: it is not as the newest state in its history",
    ]


def test_what_the_triggers_wrote_is_no_finding(attack: Attack) -> None:
    row = attack.row("record_vehicle")
    attack.owner.execute("UPDATE record_vehicle SET make = 'Ford' WHERE id = %s", [row])
    attack.owner.execute("DELETE FROM record_vehicle WHERE id <> %s", [row])
    assert attack.found() == []


def test_verify_asks_it_and_names_one_change_once(attack: Attack) -> None:
    row = attack.row("record_vehicle")
    attack.unbound("record_vehicle")
    attack.owner.execute("UPDATE record_vehicle SET make = 'canary' WHERE id = %s", [row])
    attack.again("record_vehicle")
    assert _verified(attack.owner) == [
        f"record_vehicle {row}: altered: it is not as the newest state in its history"
    ]
