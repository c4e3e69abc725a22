"""
The keys that sign heads. The private half is a file that only its owner reads; the database never has it.

Whoever holds the database without the file can sign nothing; whoever has both can rewrite the log, and is
found only by the heads that were published (docs/operators/ledger.md).
"""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from cairn.errors import Conflict
from cairn.ledger.log.leaf_encoding import KeyForm, key_id
from cairn.ledger.log.signing import PublicKey

# What others may do with the file, and writing by its group.
_OTHERS = 0o027
_AS_TEXT = "to_jsonb({0}) #>> '{{}}'"


def directory() -> Path:
    """Where the private keys are: as set, or beside the site's other secret."""
    chosen: Path | None = settings.CAIRN.ledger_keys
    return chosen or settings.CAIRN.home / "ledger-keys"


def public_keys(connection: psycopg.Connection) -> list[PublicKey]:
    """Every key, the earliest first. Moments are UTC's."""
    rows = connection.execute(
        "SELECT id, coalesce(encode(public, 'hex'), 'none'), coalesce(encode(signature, 'hex'), 'none'), "
        f"coalesce(signed_by, 'none'), coalesce({_AS_TEXT.format('since')}, 'none'), {_AS_TEXT.format('until')} FROM ledger_signingkey ORDER BY since, id"
    )
    return [PublicKey(*row) for row in rows]


def signer(connection: psycopg.Connection) -> tuple[str, Ed25519PrivateKey]:
    """
    The key in force and its private half; the very first is made here.

    Raises
        Conflict: the private half is not in the directory, is another key's, or can be read by others.
    """
    known = public_keys(connection)
    if not known:
        return _made(connection, before=None)
    return known[-1].id, _private(known[-1])


def rotate(connection: psycopg.Connection) -> str:
    """
    Make a new key, signed by the one in force, and put an end to that one. Returns its id.

    Raises
        Conflict: the private half of the key in force is not in the directory.
    """
    return _made(connection, before=signer(connection))[0]


def _made(
    connection: psycopg.Connection, *, before: tuple[str, Ed25519PrivateKey] | None
) -> tuple[str, Ed25519PrivateKey]:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    name = key_id(public)
    # After all that the log has, though the clock was set back; the keys are in order by this moment.
    row = connection.execute(
        "SELECT to_jsonb(greatest(clock_timestamp(), (SELECT at FROM ledger_head ORDER BY size DESC LIMIT 1), "
        "(SELECT max(since) + interval '1 microsecond' FROM ledger_signingkey))) #>> '{}'"
    ).fetchone()
    since = str(row[0]) if row else ""
    signed_by, signs = before or (name, private)
    form = KeyForm(id=name, public=public.hex(), signed_by=signed_by, since=since)
    _keep(name, private)
    connection.execute("UPDATE ledger_signingkey SET until = %s WHERE until IS NULL", [since])
    connection.execute(
        "INSERT INTO ledger_signingkey (id, public, since, signed_by, signature) VALUES (%s, %s, %s, %s, %s)",
        [name, public, since, signed_by, signs.sign(form.signed())],
    )
    return name, private


def _file(name: str) -> Path:
    return directory() / f"{name}.pem"


def _keep(name: str, private: Ed25519PrivateKey) -> None:
    directory().mkdir(mode=0o700, parents=True, exist_ok=True)
    text = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(_file(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)


def _private(key: PublicKey) -> Ed25519PrivateKey:
    file = _file(key.id)
    try:
        with file.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            private = load_pem_private_key(opened.read(), password=None)
    except (OSError, ValueError) as error:
        raise Conflict(
            f"The private half of the ledger's key {key.id} is not in {directory()}. Put the file back, or set "
            "CAIRN_LEDGER_KEYS to where it is. Nothing is signed meanwhile, and nothing is lost."
        ) from error
    # A group of the file's own may read it: so secrets are mounted. Windows says nothing by these bits.
    if os.name != "nt" and mode & _OTHERS:
        raise Conflict(
            f"The ledger's key {file} is open to others, so nothing is signed: run `chmod 600` on it."
        )
    if not isinstance(private, Ed25519PrivateKey):
        raise Conflict(f"The file {file} holds no Ed25519 key.")
    if private.public_key().public_bytes_raw().hex() != key.public:
        raise Conflict(
            f"The file {file} holds another key than the one in force, so nothing is signed: put the right file back."
        )
    return private
