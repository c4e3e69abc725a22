"""
What is hashed and what is signed, to the byte. Pure, with no database: `cairn ledger check` rests on it.

Form 1 is JSON in UTF-8 with sorted keys, no spaces, nothing escaped that need not be, and every number
that is not whole as a string of its digits. Hashes, salts, keys and signatures are in lower-case hex.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from cairn.ledger.log.merkle import Hash, leaf_hash

FORM = 1
ENTRIES = "ledger_entry"
SHAPES = "ledger_shape"
# What an entry keeps for good. The rest (detail, reason, recipient, whose record) may be lawfully erased, and
# is in the log as a salted digest only.
PLAIN = ("act", "actor_id", "agency_id", "at", "id", "request", "what")
# Says that the rest is gone; checked against the list of what was disposed of.
_BESIDE = "erased"
SHAPE_COLUMNS = ("columns", "id", "table_name")

canonical = msgspec.json.Encoder(order="deterministic").encode
_read = msgspec.json.Decoder(float_hook=str).decode


class LeafForm(msgspec.Struct, frozen=True):
    """A leaf's fields, in the order in which they are hashed."""

    at: str
    digest: str
    index: int
    plain: dict[str, Any]
    role: str
    row: int
    shape: int
    table: str
    v: int
    xid: int

    def hashed(self) -> Hash:
        """The leaf's hash."""
        return leaf_hash(canonical(self))


class HeadForm(msgspec.Struct, frozen=True):
    """A head as it is signed."""

    at: str
    key: str
    previous: str
    root: str
    size: int
    v: int = FORM

    def signed(self) -> bytes:
        """The bytes under the signature."""
        return canonical(self)

    def hashed(self) -> Hash:
        """What the next head calls its previous one."""
        return sha256(self.signed()).digest()


class KeyForm(msgspec.Struct, frozen=True):
    """A public key as the key before it signs it."""

    id: str
    public: str
    signed_by: str
    since: str
    v: int = FORM

    def signed(self) -> bytes:
        """The bytes under the signature."""
        return canonical(self)


def read_content(text: str) -> dict[str, Any]:
    """A row's content from JSON, as it is hashed."""
    return dict(_read(text))


def split(
    table: str, content: Mapping[str, Any], columns: Iterable[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    A row's plain part and the part that goes in as a salted digest.

    Raises
        KeyError: the row has no such column any more.
    """
    if table != ENTRIES:
        return {}, {name: content[name] for name in columns}
    plain = {name: content[name] for name in PLAIN}
    return plain, {name: content[name] for name in columns if name not in PLAIN and name != _BESIDE}


def digest_of(salt: bytes, personal: Mapping[str, Any]) -> Hash:
    """The salted digest of a row's personal content."""
    return sha256(salt + canonical(personal)).digest()


def key_id(public: bytes) -> str:
    """A key's short name: the beginning of the SHA-256 of its public half."""
    return sha256(public).hexdigest()[:16]


def unhex(text: str) -> bytes:
    """
    Bytes from lower-case hex, in the one form that they have.

    Raises
        ValueError: anything else.
    """
    found = bytes.fromhex(text)
    if found.hex() != text:
        raise ValueError(f"not lower-case hex: {text!r}")
    return found
