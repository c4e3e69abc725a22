"""Signed heads against their keys, the head before, and the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cairn.ledger.log.signing import PublicKey, broken_keys, is_signed
from cairn.ledger.proofs.proof_schema import SignedHead
from cairn.ledger.verifying.findings import Damage
from cairn.ledger.verifying.verify_tree import Tree, Unknown

_HEAD, _KEY = "ledger_head", "ledger_signingkey"


@dataclass(slots=True)
class Heads:
    """Heads as they come, the smallest first. `count`: how many there were."""

    damage: Damage
    keys: Sequence[PublicKey]
    count: int = 0
    last: SignedHead | None = None
    _sound: bool = True
    _broken: set[str] = field(default_factory=set)
    _missing: set[str] = field(default_factory=set)

    def check_keys(self) -> None:
        """The chain of keys, once, before the heads."""
        for key, what in broken_keys(self.keys):
            self._broken.add(key)
            self.damage.name(_KEY, key, what)

    def check(self, head: SignedHead, tree: Tree) -> None:
        """One head, its leaves being in the tree."""
        wrong = self._wrong(head)
        if not wrong:
            try:
                if tree.root(head.size).hex() != head.root:
                    wrong = "its root is not the log's: rows were altered, removed, inserted or reordered"
            except Unknown:
                pass  # a leaf under it is named already
        self._after(head, wrong)

    def beyond(self, head: SignedHead, end: int) -> None:
        """A head of more leaves than there are."""
        wrong = self._wrong(head)
        self._after(head, wrong or f"leaves {end} to {head.size - 1} were removed: it was signed over them")

    def _after(self, head: SignedHead, wrong: str) -> None:
        if wrong:
            self.damage.name(_HEAD, head.size, wrong)
        self.last, self._sound = head, not wrong
        self.count += 1

    def _wrong(self, head: SignedHead) -> str:
        key = next((key for key in self.keys if key.id == head.key), None)
        if key is None:
            if head.key not in self._missing:
                self._missing.add(head.key)
                self.damage.name(_KEY, head.key, "removed: heads are signed by it")
            return "signed by a key that is not there"
        if key.id not in self._broken:
            if not is_signed(key.public, head.signature, head.form.signed()):
                return "altered: its signature does not hold"
            if not key.since <= head.at <= (key.until or head.at):
                return "signed by a key that was not in force"
        before = self.last.form.hashed().hex() if self.last else ""
        # After a head that is itself wrong, this one cannot be held to it.
        if head.previous != before and self._sound:
            return "the head before it is not the one that it was signed after: one was removed or inserted"
        return ""
