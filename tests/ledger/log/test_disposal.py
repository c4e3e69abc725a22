"""Lawful erasure: what was personal is gone for good, and every proof of everything else holds."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import transaction

from cairn.accounts.database_user import acting_as
from cairn.errors import Conflict
from cairn.ledger.jobs_role import owner_conninfo
from cairn.ledger.log.connecting import application_role, keeper, within
from cairn.ledger.log.disposal import dispose, history_of
from cairn.ledger.log.sealing import seal
from cairn.ledger.models import Disposed, Entry, Leaf
from cairn.ledger.proofs.checking import check
from cairn.ledger.proofs.making import bundle, consistency
from cairn.ledger.proofs.proof_schema import written
from cairn.ledger.verifying.verify import steady, verify
from tests.ledger.erasing import erase
from tests.security.world import World, make_world

BLANK = """
    UPDATE ledger_entry SET detail = '{}', why = '', nominal_id = NULL, erased = true
    WHERE id = (SELECT max(id) FROM ledger_entry WHERE actor_id IS NOT NULL)
"""

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def _verified() -> list[str]:
    with keeper() as connection, steady(connection):
        return [str(finding) for finding in verify(connection, application=application_role()).findings]


def _erase(world: World) -> Entry:
    with transaction.atomic(using="owner"):
        return erase(world.nominal.pk, why="review", detail={"approved_by": "x"})


def test_the_person_is_gone_and_all_else_is_proved() -> None:
    gone, stays = make_world(), make_world(pnc="1980/0000001A")
    with keeper() as connection:
        before = seal(connection).head
    tombstone = _erase(gone)
    with keeper() as connection:
        after = seal(connection).head
    assert _verified() == []
    with transaction.atomic(using="owner"):
        assert history_of(gone.nominal.pk) == {}
        assert check(written(bundle(within(), nominal_id=stays.nominal.pk))).wrong == ()
        assert check(written(consistency(within(), first=before.size, second=after.size))).wrong == ()
    leaves = (
        Disposed.objects.using("owner").filter(entry_id=tombstone.pk).values_list("leaf_index", flat=True)
    )
    assert tombstone.detail["number"] == len(leaves) > 20
    assert not Leaf.objects.using("owner").filter(index__in=list(leaves), salt__isnull=False).exists()


def test_an_entry_stays_without_what_was_personal() -> None:
    world = make_world()
    _erase(world)
    with acting_as(world.officer):
        entry = Entry.objects.get(what="person page")
    assert (entry.erased, entry.nominal_id, entry.detail, entry.why) == (True, None, {}, "")
    assert entry.actor_id == world.officer.pk


@pytest.mark.parametrize(
    ("attack", "named"),
    [
        ("DELETE FROM record_namehistory WHERE pgh_id = (SELECT max(pgh_id) FROM record_namehistory)", "removed"),
        (BLANK, "erasure"),
        ("INSERT INTO ledger_disposed SELECT max(index), (SELECT max(entry_id) FROM ledger_disposed) FROM ledger_leaf",
         "list of erased leaves"),
        ("DELETE FROM ledger_disposed", "list of erased leaves"),
    ],
)  # fmt: skip
def test_only_what_was_erased_lawfully_may_be_gone(attack: str, named: str) -> None:
    gone, _ = make_world(), make_world(pnc="1980/0000001A")
    _erase(gone)
    with keeper() as connection:
        seal(connection)
    assert _verified() == []
    with psycopg.connect(owner_conninfo()) as connection:
        connection.execute(attack)
    assert any(named in finding for finding in _verified())


def test_a_row_that_is_not_in_the_log_cannot_be_erased() -> None:
    with transaction.atomic(using="owner"), pytest.raises(Conflict, match="1 rows of record_namehistory"):
        dispose(rows={"record_namehistory": [10**6]}, why="review")


def test_not_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        dispose(rows={}, entries_about=UUID(int=0), why="review")


def test_what_the_caller_undoes_is_undone() -> None:
    world = make_world()
    with transaction.atomic(using="owner"):
        dispose(rows=history_of(world.nominal.pk), entries_about=world.nominal.pk, why="review")
        transaction.set_rollback(True, using="owner")
    assert history_of(world.nominal.pk) != {}
    assert not Disposed.objects.using("owner").exists()
    assert not Leaf.objects.using("owner").exists()


def test_nobody_known_leaves_an_entry_of_an_erasure_of_nothing() -> None:
    with transaction.atomic(using="owner"):
        assert "leaves" not in dispose(rows={}, entries_about=uuid4(), why="review").detail
    assert _verified() == []
