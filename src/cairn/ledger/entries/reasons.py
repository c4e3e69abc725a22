"""Which entries must say why, and which must say to whom: policy, as data in reasons.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from cairn import toml
from cairn.errors import BadInput
from cairn.ledger.operations import Operation


class ReasonPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The policy: acts, and codes of operations, that need a reason; and where that comes from."""

    source: str
    acts: tuple[str, ...]
    operations: tuple[str, ...]


@cache
def reasons() -> ReasonPolicy:
    """The policy as shipped."""
    return toml.read(Path(__file__).with_name("reasons.toml"), ReasonPolicy)


def needs_reason(operation: Operation) -> bool:
    """Whether the operation's declaration or the policy demands a reason."""
    policy = reasons()
    return operation.needs_reason or operation.act in policy.acts or operation.code in policy.operations


def check_said(operation: Operation, *, why: str, recipient: str) -> None:
    """
    Refuse an entry that does not say what it must.

    Raises
        BadInput: no reason where policy demands one; a disclosure to nobody.

    Source: DPA 2018 s.62(3)(c) (identity of the recipients of data).
    """
    if not why.strip() and needs_reason(operation):
        raise BadInput(f"Say why: “{operation.sentence}” needs a reason.", field="why")
    if operation.needs_recipient and not recipient.strip():
        raise BadInput(
            f"Say to whom: “{operation.sentence}” is a disclosure and needs a recipient.", field="recipient"
        )
