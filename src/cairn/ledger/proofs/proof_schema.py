"""The files that leave the house: an access history, and a proof that the log only grew. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from cairn.ledger.log.leaf_encoding import FORM, HeadForm, canonical
from cairn.ledger.log.signing import PublicKey

BUNDLE, CONSISTENCY = "cairn-ledger-bundle/1", "cairn-ledger-consistency/1"


class SignedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A head with its signature, as it is published."""

    at: str
    key: str
    previous: str
    root: str
    signature: str
    size: int

    @property
    def form(self) -> HeadForm:
        """What was signed."""
        return HeadForm(at=self.at, key=self.key, previous=self.previous, root=self.root, size=self.size)


class ProvedEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry in full, what its leaf is made of, and the path from it to the root."""

    at: str
    index: int
    path: list[str]
    personal: dict[str, Any]
    plain: dict[str, Any]
    role: str
    row: int
    salt: str
    shape: int
    xid: int
    v: int = FORM


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every entry about one person, under one head; signed as a whole, so that none can be left out."""

    entries: list[ProvedEntry]
    head: SignedHead
    keys: list[PublicKey]
    nominal: str
    format: str = BUNDLE
    signature: str = ""


class Consistency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two heads, and the proof that the log of the first is the beginning of that of the second."""

    first: SignedHead
    keys: list[PublicKey]
    path: list[str]
    second: SignedHead
    format: str = CONSISTENCY


def written(proof: Bundle | Consistency) -> bytes:
    """The bytes of the file: canonical, so that it has one form only."""
    return canonical(proof) + b"\n"
