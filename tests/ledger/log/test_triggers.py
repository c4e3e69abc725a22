"""Every table that is covered has its trigger, and rows from before it are taken in and told of."""

from __future__ import annotations

from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from cairn.ledger.history.kept import declared
from cairn.ledger.log.sealing import seal
from cairn.ledger.log.triggers import TAKEN_IN, TRIGGER, attach, covered
from cairn.ledger.verifying.verify import verify
from tests.ledger.conftest import SealedLog
from tests.ledger.log.test_sealing import write

_VEHICLE = {
    "nominal_id": str(uuid4()),
    "make": "",
    "colour": "",
    "use": "user",
    "recorded_at": "2026-01-01T10:00Z",
}


def test_every_history_table_has_its_trigger(sealed_log: SealedLog) -> None:
    """A history table without one fails here; `cairn migrate` gives it one."""
    owner = sealed_log.owner
    history = owner.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%history'")
    noted = owner.execute(
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s AND tgenabled = 'O'", [TRIGGER]
    )
    tables = {name for (name,) in noted}
    assert {name for (name,) in history} | {"ledger_entry", "ledger_shape"} == tables == set(covered(owner))


def test_a_new_history_table_is_covered_from_the_next_migrate_on(empty_log: psycopg.Connection) -> None:
    empty_log.execute(
        "CREATE TABLE record_newhistory (pgh_id serial PRIMARY KEY, pgh_created_at timestamptz, word text)"
    )
    empty_log.execute("INSERT INTO record_newhistory (pgh_created_at, word) VALUES ('2020-01-01', 'before')")
    assert attach(empty_log) == 1
    empty_log.execute("INSERT INTO record_newhistory (pgh_created_at, word) VALUES (now(), 'after')")
    told = empty_log.execute("SELECT detail FROM ledger_entry WHERE what = %s", [TAKEN_IN.code]).fetchall()
    assert told == [({"record_newhistory": 1},)]
    assert seal(empty_log).refused == 0
    assert verify(empty_log, application="cairn_app").findings == []


def test_a_table_tracked_from_now_on_begins_with_its_rows_as_they_stand(
    empty_log: psycopg.Connection,
) -> None:
    _without_history(empty_log, "AB12 CDE")
    empty_log.execute("DROP TRIGGER ledger_note ON record_vehiclehistory")
    assert attach(empty_log) == 1
    states = empty_log.execute("SELECT pgh_label, pgh_by, registration FROM record_vehiclehistory").fetchall()
    assert states == [("as it stood", None, "AB12 CDE")]
    assert seal(empty_log).refused == 0
    assert verify(empty_log, application="cairn_app").findings == []


def test_a_row_beside_others_past_is_never_taken_for_one(empty_log: psycopg.Connection) -> None:
    """Whoever takes the trigger away, writes with history off and migrates gains nothing by it."""
    _without_history(empty_log, "AB12 CDE")
    empty_log.execute("DROP TRIGGER ledger_note ON record_vehiclehistory")
    attach(empty_log)
    _without_history(empty_log, "FG34 HIJ")
    empty_log.execute("DROP TRIGGER ledger_note ON record_vehiclehistory")
    assert attach(empty_log) == 0
    (found,) = verify(empty_log, application="cairn_app").findings
    assert (found.table, found.what) == (
        "record_vehicle",
        "inserted: it stands, and its history has no state of it",
    )


def _without_history(owner: psycopg.Connection, registration: str) -> None:
    names = [trigger.name for trigger in declared() if trigger.table == "record_vehicle"]
    owner.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"])
    # Of a person who is not there: foreign keys are asked when a transaction ends, and this one is undone.
    owner.execute(
        "INSERT INTO record_vehicle SELECT * FROM jsonb_populate_record(NULL::record_vehicle, %s)",
        [Jsonb(_VEHICLE | {"id": str(uuid4()), "registration": registration, "canonical": registration})],
    )
    owner.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def test_attaching_again_changes_nothing(empty_log: psycopg.Connection) -> None:
    write(empty_log, {})
    assert attach(empty_log) == 0
    assert empty_log.execute("SELECT count(*) FROM ledger_unsealed").fetchone() == (1,)


def test_a_note_says_who_was_logged_in_in_which_transaction_and_when(sealed_log: SealedLog) -> None:
    with psycopg.connect(sealed_log.environment["DATABASE_URL"]) as site:
        actor = "11111111-1111-4111-8111-111111111111"
        site.execute("SELECT set_config('cairn.user_id', %s, true)", [actor])
        site.execute(
            "INSERT INTO ledger_entry (act, what, detail, why, request, actor_id)"
            " VALUES ('consultation', 'person page', '{}', '', 'told', %s)",
            [actor],
        )
        xid = site.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        site.commit()
        sealed_log.owner.execute("SELECT 1")
        note = sealed_log.owner.execute(
            "SELECT u.role, u.xid, u.at = e.at FROM ledger_unsealed u JOIN ledger_entry e ON e.id = u.row_id"
            " WHERE u.table_name = 'ledger_entry' AND e.request = 'told'"
        ).fetchone()
    assert note == ("cairn_app", xid[0], True)
