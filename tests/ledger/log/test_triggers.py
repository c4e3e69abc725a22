"""Every table that is covered has its trigger, and rows from before it are taken in and told of."""

from __future__ import annotations

import psycopg

from cairn.ledger.log.sealing import seal
from cairn.ledger.log.triggers import TAKEN_IN, TRIGGER, attach, covered
from cairn.ledger.verifying.verify import verify
from tests.ledger.conftest import SealedLog
from tests.ledger.log.test_sealing import write


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
