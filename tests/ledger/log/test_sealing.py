"""Sealing in any batches gives a log that verifies; nothing is sealed on top of a broken one."""

from __future__ import annotations

import json
import threading

import psycopg
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st
from psycopg.types.json import Jsonb
from pytest_django.fixtures import Settings

from cairn.errors import Conflict
from cairn.ledger.log.heads import heads_between
from cairn.ledger.log.leaf_encoding import canonical
from cairn.ledger.log.merkle import leaf_hash, node_hash
from cairn.ledger.log.sealing import seal
from cairn.ledger.log.tree_nodes import peaks, stored
from cairn.ledger.proofs.making import consistency
from cairn.ledger.verifying.verify import verify
from tests.ledger.conftest import SealedLog

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
DETAILS = st.dictionaries(WORDS, WORDS | st.integers(-(2**53), 2**53) | st.floats(-1e6, 1e6), max_size=3)


def write(owner: psycopg.Connection, *details: object) -> None:
    """Entries by this connection's role."""
    for detail in details:
        owner.execute(
            "INSERT INTO ledger_entry (act, what, detail, why, request, actor_id)"
            " VALUES ('consultation', 'person page', %s, 'why not', '', gen_random_uuid())",
            [Jsonb(detail)],
        )


@checked(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.tuples(st.lists(DETAILS, max_size=9), st.integers(1, 7)), min_size=1, max_size=5))
def test_any_rows_in_any_batches_verify(empty_log: psycopg.Connection, rounds: list) -> None:
    with empty_log.transaction(force_rollback=True):
        for details, batch in rounds:
            write(empty_log, *details)
            assert seal(empty_log, batch=batch).refused == 0
        report = verify(empty_log, application="cairn_owner", height=2)
        assert [str(finding) for finding in report.findings] == []
        entries = sum(len(details) for details, _ in rounds)
        assert report.size == (entries + 2 if entries else 0)  # and the shapes of two tables
        sizes = [head.size for head in heads_between(empty_log, 0, 10**6)]
        for size in sizes:
            assert consistency(empty_log, first=size, second=sizes[-1]).second.size == sizes[-1]


def test_the_nodes_are_those_of_the_leaves(sealed_log: SealedLog) -> None:
    leaves = [
        bytes(found) for (found,) in sealed_log.owner.execute("SELECT hash FROM ledger_leaf ORDER BY index")
    ]
    node = stored(sealed_log.owner)
    assert node(1, 0) == node_hash(leaves[0], leaves[1])
    assert node(2, 1) == node_hash(node_hash(leaves[4], leaves[5]), node_hash(leaves[6], leaves[7]))
    assert node(0, 3) == leaves[3]
    assert peaks(6) == [(1, 2), (2, 0)]


def test_a_leaf_is_what_the_documentation_says(sealed_log: SealedLog) -> None:
    """The bytes written out by hand, so that a change of form cannot pass unseen."""
    index, row, shape, digest, role, xid, at, found = sealed_log.owner.execute(
        "SELECT l.index, row_id, shape_id, encode(digest, 'hex'), role, xid, to_jsonb(at) #>> '{}', hash"
        " FROM ledger_leaf l JOIN ledger_shape s ON s.id = shape_id WHERE table_name = 'record_namehistory'"
    ).fetchone()
    text = (
        f'{{"at":"{at}","digest":"{digest}","index":{index},"plain":{{}},"role":"{role}","row":{row},'
        f'"shape":{shape},"table":"record_namehistory","v":1,"xid":{xid}}}'
    )
    assert leaf_hash(text.encode()) == bytes(found)


def test_canonical_json_is_sorted_unspaced_and_unescaped() -> None:
    assert canonical({"b": "ü\n", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"ü\\n"}'.encode()


@given(st.dictionaries(WORDS, WORDS | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.none()))
def test_canonical_json_is_what_the_standard_library_writes(content: dict) -> None:
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(content) == plain.encode()


def test_with_nothing_new_there_is_no_new_head(sealed_log: SealedLog) -> None:
    first = seal(sealed_log.owner)
    again = seal(sealed_log.owner)
    assert first.sealed > 0
    assert (again.sealed, again.head) == (0, first.head)


def test_a_row_altered_before_it_was_sealed_stays_a_note(empty_log: psycopg.Connection) -> None:
    write(empty_log, {}, {}, {})
    empty_log.execute("UPDATE ledger_entry SET what = 'search' WHERE id = (SELECT min(id) FROM ledger_entry)")
    empty_log.execute("DELETE FROM ledger_entry WHERE id = (SELECT max(id) FROM ledger_entry)")
    assert seal(empty_log).refused == 2
    assert seal(empty_log).refused == 2
    found = [finding.what for finding in verify(empty_log, application="cairn_owner").findings]
    assert len(found) == 2
    assert any(what.startswith("altered") for what in found)
    assert any(what.startswith("removed") for what in found)


def test_nothing_is_sealed_on_top_of_a_log_that_was_cut(sealed_log: SealedLog) -> None:
    sealed_log.owner.execute("DELETE FROM ledger_leaf WHERE index = (SELECT max(index) FROM ledger_leaf)")
    with pytest.raises(Conflict, match="does not end where its last head says"):
        seal(sealed_log.owner)


def test_without_the_private_key_nothing_is_signed(
    sealed_log: SealedLog, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("nothing-here")
    settings.CAIRN = settings.CAIRN.model_copy(update={"ledger_keys": elsewhere})
    with pytest.raises(Conflict, match="CAIRN_LEDGER_KEYS"):
        seal(sealed_log.owner)


def test_a_writer_does_not_wait_for_the_sealer(sealed_log: SealedLog) -> None:
    seal(sealed_log.owner)  # and holds its transaction open
    done = threading.Event()

    def add() -> None:
        with psycopg.connect(sealed_log.environment["DATABASE_OWNER_URL"]) as other:
            other.execute("SET LOCAL lock_timeout = '5s'")
            write(other, {})
            done.set()
            other.rollback()

    writer = threading.Thread(target=add)
    writer.start()
    writer.join(timeout=10)
    assert done.is_set()


def test_a_column_added_later_breaks_no_earlier_digest(sealed_log: SealedLog) -> None:
    owner = sealed_log.owner
    seal(owner)
    owner.execute("ALTER TABLE record_namehistory ADD COLUMN pronounced text")
    owner.execute("UPDATE record_namehistory SET pronounced = 'later'")
    before = verify(owner, application="cairn_app")
    shapes = owner.execute(
        "SELECT count(*) FROM ledger_shape WHERE table_name = 'record_namehistory'"
    ).fetchone()
    assert (before.count, shapes) == (0, (1,))
    owner.execute(
        "INSERT INTO record_namehistory SELECT (t).* FROM (SELECT jsonb_populate_record(h, '{\"pgh_id\": 99}') AS t FROM record_namehistory h LIMIT 1) n"
    )
    seal(owner)
    shapes = owner.execute(
        "SELECT count(*) FROM ledger_shape WHERE table_name = 'record_namehistory'"
    ).fetchone()
    assert shapes == (2,)
    found = verify(owner, application="cairn_app").findings
    assert {(finding.table, finding.id) for finding in found} == {("record_namehistory", "99")}
