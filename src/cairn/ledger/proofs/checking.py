"""
`cairn ledger check`: a file that left the house, checked with nothing but itself. No database, no Django.

Every byte counts: the file must be the canonical form of what it says, so that there is no room in it for
anything that no signature or hash covers.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from cairn.errors import BadInput
from cairn.ledger.log.leaf_encoding import ENTRIES, FORM, LeafForm, canonical, digest_of, unhex
from cairn.ledger.log.merkle import consistent, includes
from cairn.ledger.log.signing import PublicKey, broken_keys, is_signed
from cairn.ledger.proofs.proof_schema import (
    BUNDLE,
    CONSISTENCY,
    Bundle,
    Consistency,
    ProvedEntry,
    SignedHead,
    written,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """
    What was in the file, and what is wrong with it: nothing, where `wrong` is empty.

    `heads`: compare them, and the first key, with those that the site published.
    """

    what: str
    heads: tuple[SignedHead, ...]
    first_key: str
    wrong: tuple[str, ...]


def check(data: bytes) -> Checked:
    """
    Check a bundle or a proof of consistency.

    Raises
        BadInput: the file is neither.
    """
    proof = _read(data)
    heads: tuple[SignedHead, ...]
    wrong = [f"key {key}: {what}" for key, what in broken_keys(proof.keys)]
    if written(proof) != data:
        wrong.append("the file is not in its one canonical form: something was added or rewritten")
    if isinstance(proof, Bundle):
        wrong += _wrong_bundle(proof)
        what, heads = f"{len(proof.entries)} entries about {proof.nominal}", (proof.head,)
    else:
        wrong += _wrong_consistency(proof)
        what = f"the log of {proof.first.size} as the beginning of that of {proof.second.size}"
        heads = (proof.first, proof.second)
    return Checked(what, heads, proof.keys[0].id if proof.keys else "", tuple(wrong))


def _read(data: bytes) -> Bundle | Consistency:
    try:
        form = msgspec.json.decode(data, type=dict[str, msgspec.Raw]).get("format", msgspec.Raw(b"null"))
        name = msgspec.json.decode(form)
        if name == BUNDLE:
            return msgspec.json.Decoder(Bundle, float_hook=str).decode(data)
        if name == CONSISTENCY:
            return msgspec.json.decode(data, type=Consistency)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"This is not a file of Cairn's ledger, or it was damaged: {error}.") from error
    raise BadInput(f"The format is {name!r}; this version of Cairn checks {BUNDLE} and {CONSISTENCY}.")


def _wrong_head(head: SignedHead, keys: list[PublicKey]) -> list[str]:
    key = next((key for key in keys if key.id == head.key), None)
    if key is None:
        return [f"the head of {head.size} is signed by a key that is not in the file"]
    if not is_signed(key.public, head.signature, head.form.signed()):
        return [f"the signature of the head of {head.size} does not hold"]
    if not key.since <= head.at <= (key.until or head.at):
        return [f"the head of {head.size} is signed by a key that was not in force"]
    return []


def _wrong_bundle(proof: Bundle) -> list[str]:
    wrong = _wrong_head(proof.head, proof.keys)
    unsigned = canonical(msgspec.structs.replace(proof, signature=""))
    if not proof.keys or not is_signed(proof.keys[-1].public, proof.signature, unsigned):
        wrong.append(
            "the signature over the whole file does not hold: something was added, changed or left out"
        )
    for entry in proof.entries:
        if entry.personal.get("nominal_id") != proof.nominal:
            wrong.append(f"entry {entry.row} is not about this person")
        if entry.v != FORM or not _is_in(entry, proof.head):
            wrong.append(f"entry {entry.row} is not the one in the log")
    return wrong


def _is_in(entry: ProvedEntry, head: SignedHead) -> bool:
    try:
        salt, path = unhex(entry.salt), [unhex(step) for step in entry.path]
        top = unhex(head.root)
    except ValueError:
        return False
    form = LeafForm(
        at=entry.at,
        digest=digest_of(salt, entry.personal).hex(),
        index=entry.index,
        plain=entry.plain,
        role=entry.role,
        row=entry.row,
        shape=entry.shape,
        table=ENTRIES,
        v=FORM,
        xid=entry.xid,
    )
    return includes(form.hashed(), entry.index, head.size, path, top)


def _wrong_consistency(proof: Consistency) -> list[str]:
    wrong = _wrong_head(proof.first, proof.keys) + _wrong_head(proof.second, proof.keys)
    try:
        path = [unhex(step) for step in proof.path]
        old, new = unhex(proof.first.root), unhex(proof.second.root)
        holds = consistent(proof.first.size, proof.second.size, path, old, new)
    except ValueError:
        holds = False
    if not holds:
        wrong.append("the first is not the beginning of the second: the log did not only grow")
    return wrong
