"""
`cairn ledger verify`: the log made again from the rows, and compared with what is stored and signed; then every
current row compared with the history that the log proves.

Reads some thousands of leaves at a time; memory does not grow with the log. What it cannot find alone is a
log cut off at its end, or made anew by somebody who has the private key: hold published heads against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psycopg

from cairn.ledger.history.kept import asked, declared, kept
from cairn.ledger.log.heads import heads_between
from cairn.ledger.log.keys import public_keys
from cairn.ledger.log.signing import is_signed
from cairn.ledger.log.triggers import TAKEN_IN, covered
from cairn.ledger.proofs.proof_schema import SignedHead
from cairn.ledger.services import REGISTER_LOADED
from cairn.ledger.verifying.findings import Damage, Report
from cairn.ledger.verifying.verify_beside import (
    extra_leaves,
    extra_nodes,
    notes,
    rows_unknown_to_the_log,
    sound_shapes,
)
from cairn.ledger.verifying.verify_disposed import disposed
from cairn.ledger.verifying.verify_heads import Heads
from cairn.ledger.verifying.verify_present import present
from cairn.ledger.verifying.verify_rows import Rows
from cairn.ledger.verifying.verify_tree import Tree
from cairn.ledger.verifying.verify_triggers import triggers

_HEIGHT = 13
Progress = Callable[[int, int], None]


@contextmanager
def steady(connection: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """One view of the database for the whole of a check, so that who writes meanwhile is no finding."""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    with connection.transaction():
        yield connection


def verify(
    connection: psycopg.Connection,
    *,
    application: str,
    witness: Sequence[SignedHead] = (),
    progress: Progress | None = None,
    height: int = _HEIGHT,
) -> Report:
    """
    Check every row, leaf, node, head and key, the triggers and the present. The connection is in a transaction, best a `steady` one.

    Parameters
        application: the database role of the site.
        witness: heads published earlier, which this log must contain.
        progress: told how many leaves are done, and of how many.
        height: 2**height leaves are read at a time.
    """
    connection.execute("SET LOCAL TIME ZONE 'UTC'")
    damage, tables = Damage(), covered(connection)
    leaves, signed, unsealed = _sizes(connection)
    operators, dated = _operators(connection, application)
    sound = sound_shapes(connection, damage)
    rows = Rows(connection, damage, application, sound, operators, dated, set(tables))
    tree, heads = Tree(connection, damage, height), Heads(damage, public_keys(connection))
    heads.check_keys()
    # As far as leaves and heads both go; what is beyond is named for what it is.
    end = min(leaves, signed)
    for low in range(0, end, 1 << height):
        high = min(low + (1 << height), end)
        tree.add(low, rows.check(low, high))
        for head in heads_between(connection, low, high):
            heads.check(head, tree)
        if progress:
            progress(high, end)
    for head in heads_between(connection, end, 2**62):
        heads.beyond(head, end)
    extra_leaves(connection, damage, signed)
    extra_nodes(connection, damage, max(end, signed))
    rows_unknown_to_the_log(connection, damage, tables, sound)
    notes(connection, damage, tables, application=application, operators=operators, dated=dated)
    triggers(connection, damage, tables, declared(), asked())
    present(connection, damage, kept())
    erased = disposed(connection, damage)
    _hold_against(connection, damage, witness, heads)
    last, keys = heads.last, heads.keys
    return Report(
        size=last.size if last else 0,
        root=last.root if last else "",
        at=last.at if last else "",
        key=last.key if last else "",
        first_key=keys[0].id if keys else "",
        heads=heads.count,
        unsealed=unsealed,
        disposed=erased,
        witnessed=len(witness),
        count=damage.count,
        findings=damage.findings,
    )


def _sizes(connection: psycopg.Connection) -> tuple[int, int, int]:
    row = connection.execute(
        "SELECT coalesce((SELECT max(index) + 1 FROM ledger_leaf), 0), "
        "coalesce((SELECT max(size) FROM ledger_head), 0), (SELECT count(*) FROM ledger_unsealed)"
    ).fetchone()
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


# What an operator writes under these may bear an earlier moment.
_BACKDATED = frozenset({REGISTER_LOADED.code, TAKEN_IN.code})


def _operators(connection: psycopg.Connection, application: str) -> tuple[set[int], set[int]]:
    """Transactions with an operator's entry, and those of them whose rows may bear an earlier moment."""
    rows = connection.execute(
        "SELECT xid, what FROM ledger_entry e JOIN ledger_leaf l ON l.row_id = e.id"
        " AND l.shape_id IN (SELECT id FROM ledger_shape WHERE table_name = 'ledger_entry')"
        " WHERE e.actor_id IS NULL AND l.role <> %(role)s"
        " UNION SELECT xid, what FROM ledger_entry e JOIN ledger_unsealed u ON u.row_id = e.id"
        " AND u.table_name = 'ledger_entry' WHERE e.actor_id IS NULL AND u.role <> %(role)s",
        {"role": application},
    ).fetchall()
    return {xid for xid, _ in rows}, {xid for xid, what in rows if what in _BACKDATED}


def _hold_against(
    connection: psycopg.Connection, damage: Damage, witness: Sequence[SignedHead], heads: Heads
) -> None:
    publics = {key.id: key.public for key in heads.keys}
    for head in witness:
        kept = heads_between(connection, head.size - 1, head.size)
        if head.key not in publics:
            damage.name(
                "ledger_signingkey", head.key, f"removed: it signed the published head of {head.size}"
            )
        elif not is_signed(publics[head.key], head.signature, head.form.signed()):
            damage.name("published head", head.size, "its signature does not hold")
        elif heads.last is None or head.size > heads.last.size:
            damage.name("ledger_head", head.size, "removed: it was published, and the log now ends before it")
        elif kept != [head]:
            damage.name("ledger_head", head.size, "it was published, and the log has another or none")
