"""Ed25519 signatures (RFC 8032), and the chain from the first key to the last. Pure, with no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cairn.ledger.log.leaf_encoding import KeyForm, key_id, unhex


class PublicKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signing key as it is published: from when, until when, and who vouches for it."""

    id: str
    public: str
    signature: str
    signed_by: str
    since: str
    until: str | None


def is_signed(public: str, signature: str, data: bytes) -> bool:
    """Whether the signature over the data is by the key whose public half this is, all in hex."""
    try:
        Ed25519PublicKey.from_public_bytes(unhex(public)).verify(unhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def broken_keys(keys: Sequence[PublicKey]) -> Iterator[tuple[str, str]]:
    """
    What is wrong with a chain of keys, the earliest first: (key, what is wrong).

    The first key signs itself: whoever relies on it compares its id with the one published by the site.
    """
    publics = {key.id: key.public for key in keys}
    for place, key in enumerate(keys):
        before = keys[place - 1] if place else key
        after = keys[place + 1] if place + 1 < len(keys) else None
        form = KeyForm(id=key.id, public=key.public, signed_by=key.signed_by, since=key.since)
        if key.id != _named(key.public):
            yield key.id, "its id is not that of its public half"
        elif key.signed_by != before.id:
            yield key.id, f"it is signed by {key.signed_by}, and the key before it is {before.id}"
        elif not is_signed(publics[before.id], key.signature, form.signed()):
            yield key.id, "the signature of the key before it does not hold"
        elif key.until != (after.since if after else None):
            yield key.id, "its last day is not the first of the key after it"


def _named(public: str) -> str:
    try:
        return key_id(unhex(public))
    except ValueError:
        return ""
