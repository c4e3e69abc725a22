"""Every operation that an auditor can choose: those of pages are loaded with them, the operator's commands here."""

from __future__ import annotations

from cairn.ledger.log import key_rotation as rotating
from cairn.ledger.operations import Operation, all_operations
from cairn.ledger.proofs import exporting
from cairn.record.rulebook import services as rulebook

COMMANDS = (exporting.HISTORY_EXPORTED, rotating.KEY_ROTATED, rulebook.RULE_SWITCHED_ON)


def choices() -> list[tuple[str, str]]:
    """Each operation by what is read of it."""
    return [(operation.key, operation.sentence) for operation in all_operations()]


def chosen(key: str) -> Operation | None:
    """The operation that was chosen."""
    return next((operation for operation in all_operations() if operation.key == key), None)
