"""Proofs that leave the house: that rows are in the log, and that the log only grew. Checked by `checking`."""

from __future__ import annotations

from uuid import UUID

import msgspec
import psycopg

from cairn.errors import Conflict, NotFound
from cairn.ledger.log.heads import heads_between, last_head
from cairn.ledger.log.keys import public_keys, signer
from cairn.ledger.log.leaf_encoding import ENTRIES, canonical, read_content, split
from cairn.ledger.log.merkle import consistency_proof, inclusion_proof
from cairn.ledger.log.row_shapes import shapes
from cairn.ledger.log.tree_nodes import stored
from cairn.ledger.proofs.proof_schema import Bundle, Consistency, ProvedEntry, SignedHead


def bundle(connection: psycopg.Connection, *, nominal_id: UUID) -> Bundle:
    """
    Every sealed entry about a person, proved. An entry sealed since the newest head waits for the next.

    Raises
        NotFound: the ledger has no sealed entry about such a person.
        Conflict: an entry is not as it was sealed; the private key is not there.
    """
    connection.execute("SET LOCAL TIME ZONE 'UTC'")
    head = last_head(connection)
    entries = _entries(connection, nominal_id, head) if head else []
    if head is None or not entries:
        raise NotFound(f"The ledger has no sealed entry about a person with the id {nominal_id}.")
    made = Bundle(entries=entries, head=head, keys=public_keys(connection), nominal=str(nominal_id))
    _, private = signer(connection)
    return msgspec.structs.replace(made, signature=private.sign(canonical(made)).hex())


def _entries(connection: psycopg.Connection, nominal_id: UUID, head: SignedHead) -> list[ProvedEntry]:
    known, nodes = shapes(connection), stored(connection)
    rows = connection.execute(
        "SELECT l.index, l.shape_id, l.row_id, l.role, l.xid, to_jsonb(l.at) #>> '{}', encode(l.salt, 'hex'),"
        " to_jsonb(e)::text FROM ledger_entry e JOIN ledger_leaf l ON l.row_id = e.id AND l.shape_id = ANY(%s)"
        " WHERE e.nominal_id = %s AND l.index < %s ORDER BY l.index",
        [[shape.id for shape in known.values() if shape.table == ENTRIES], nominal_id, head.size],
    ).fetchall()
    found = []
    for index, shape, row, role, xid, at, salt, text in rows:
        if salt is None:
            raise Conflict(f"Entry {row} is not as it was sealed. Run `cairn ledger verify`.")
        plain, personal = split(ENTRIES, read_content(text), known[shape].columns)
        path = [step.hex() for step in inclusion_proof(index, head.size, nodes)]
        found.append(
            ProvedEntry(
                at=at,
                index=index,
                path=path,
                personal=personal,
                plain=plain,
                role=role,
                row=row,
                salt=salt,
                shape=shape,
                xid=xid,
            )
        )
    return found


def consistency(connection: psycopg.Connection, *, first: int, second: int) -> Consistency:
    """
    That the log of `first` leaves is the beginning of that of `second`; both are sizes of signed heads.

    Raises
        NotFound: no head has such a size.
        Conflict: the first is not the smaller.
    """
    connection.execute("SET LOCAL TIME ZONE 'UTC'")
    if first > second:
        raise Conflict(
            f"A log of {first} cannot be the beginning of one of {second}: give the smaller first."
        )
    old, new = _head_of(connection, first), _head_of(connection, second)
    path = consistency_proof(first, second, stored(connection))
    return Consistency(
        first=old, keys=public_keys(connection), path=[step.hex() for step in path], second=new
    )


def _head_of(connection: psycopg.Connection, size: int) -> SignedHead:
    found = heads_between(connection, size - 1, size)
    if not found:
        raise NotFound(f"No signed head has the size {size}; `cairn ledger heads` lists those there are.")
    return found[0]
