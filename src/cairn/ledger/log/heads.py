"""Signed heads: made, read, and what is published of them."""

from __future__ import annotations

import psycopg

from cairn.ledger.log.keys import signer
from cairn.ledger.log.leaf_encoding import HeadForm
from cairn.ledger.log.merkle import Hash
from cairn.ledger.proofs.proof_schema import SignedHead

# Nothing of them is ever empty, unless somebody dropped NOT NULL: verifying must then not fail, but find.
_COLUMNS = (
    "coalesce(to_jsonb(at) #>> '{}', 'none'), coalesce(key_id, 'none'), coalesce(encode(previous, 'hex'), 'none'), "
    "coalesce(encode(root, 'hex'), 'none'), coalesce(encode(signature, 'hex'), 'none'), size"
)


def last_head(connection: psycopg.Connection) -> SignedHead | None:
    """The newest head. The connection's time zone must be UTC, here and below."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM ledger_head ORDER BY size DESC LIMIT 1").fetchone()
    return SignedHead(*row) if row else None


def heads_between(connection: psycopg.Connection, low: int, high: int) -> list[SignedHead]:
    """Heads of more than `low` leaves and no more than `high`, the smallest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM ledger_head WHERE size > %s AND size <= %s ORDER BY size", [low, high]
    )
    return [SignedHead(*row) for row in rows]


def sign_head(
    connection: psycopg.Connection, *, size: int, root: Hash, before: SignedHead | None
) -> SignedHead:
    """
    Sign the root of the first `size` leaves, after the head before it.

    Raises
        Conflict: the private key is not there.
    """
    key, private = signer(connection)
    # Never before the head before it or its key, though the clock was set back: sealing goes on.
    at = connection.execute(
        "SELECT to_jsonb(greatest(clock_timestamp(), (SELECT at FROM ledger_head ORDER BY size DESC LIMIT 1), "
        "(SELECT max(since) FROM ledger_signingkey))) #>> '{}'"
    ).fetchone()
    form = HeadForm(
        at=str(at[0]) if at else "",
        key=key,
        previous=before.form.hashed().hex() if before else "",
        root=root.hex(),
        size=size,
    )
    signature = private.sign(form.signed())
    connection.execute(
        "INSERT INTO ledger_head (size, root, at, key_id, previous, signature) VALUES (%s, %s, %s, %s, %s, %s)",
        [size, root, form.at, key, bytes.fromhex(form.previous), signature],
    )
    return SignedHead(
        at=form.at, key=key, previous=form.previous, root=form.root, signature=signature.hex(), size=size
    )
