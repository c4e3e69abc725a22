"""The only way into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from django.db import connections, transaction

from cairn.ledger.entries.reasons import check_said
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act, Operation, declare, is_declared
from cairn.ledger.request_context import current_request

# Where an operator loaded a whole register: its rows may bear earlier moments.
REGISTER_LOADED = declare("register loaded", Act.COLLECTION, "Loaded a register")
# That a request was refused (cairn.access.refused).
REFUSED = declare("refused", Act.CONSULTATION, "Refused")

Detail = Mapping[str, str | int | list[str]]


class Actor(Protocol):
    """Whoever acts: a user of an agency."""

    @property
    def pk(self) -> UUID: ...
    @property
    def agency_id(self) -> UUID: ...


def enter(
    actor: Actor,
    operation: Operation,
    *,
    nominal_id: UUID | None = None,
    detail: Detail | None = None,
    why: str = "",
    recipient: str = "",
) -> Entry:
    """
    Write one entry, in the transaction of the act itself.

    Parameters
        operation: what was done, as declared beside the service or page that does it (cairn.ledger.operations).
        detail: record ids and kinds only; never a name or other personal content.
        why: the reason, where policy demands one (cairn.ledger.entries.reasons).
        recipient: to whom, of a disclosure.

    Raises
        TypeError: not a declared operation, or a retired one.
        BadInput: no reason, or no recipient, where one is needed.
        TransactionManagementError: called outside a transaction, so the entry could outlive its act.

    Source: Data Protection Act 2018 s.62(1)-(3).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a ledger entry must share its act's transaction")
    _check(operation, why=why, recipient=recipient)
    return Entry.objects.create(
        act=operation.act,
        what=operation.code,
        actor_id=actor.pk,
        agency_id=actor.agency_id,
        nominal_id=nominal_id,
        detail=dict(detail or {}),
        why=why,
        recipient=recipient,
        request=current_request.get(),
    )


def enter_as_operator(
    operation: Operation,
    *,
    nominal_id: UUID | None = None,
    detail: Detail | None = None,
    why: str = "",
    recipient: str = "",
    using: str = "owner",
    number: int | None = None,
    agency_id: UUID | None = None,
) -> Entry:
    """
    Write the entry of an operator's command, which is nobody's user's, in the command's own transaction.

    Whatever else the transaction writes as the owner of the tables is covered by it: without such an entry
    `cairn ledger verify` takes the rows for written behind the application's back. A migration that changes
    people's records enters one too.

    Parameters
        number: the entry's id, where it was taken from the sequence before.
        agency_id: for which agency the command acted, so that its auditors read the entry.

    Raises
        TypeError: not a declared operation, or a retired one.
        BadInput: no reason, or no recipient, where one is needed.
        TransactionManagementError: called outside a transaction.
    """
    if not connections[using].in_atomic_block:
        raise transaction.TransactionManagementError("a ledger entry must share its act's transaction")
    _check(operation, why=why, recipient=recipient)
    return Entry.objects.using(using).create(
        id=number,
        act=operation.act,
        what=operation.code,
        agency_id=agency_id,
        nominal_id=nominal_id,
        detail=dict(detail or {}),
        why=why,
        recipient=recipient,
        request=current_request.get(),
    )


def _check(operation: Operation, *, why: str, recipient: str) -> None:
    if not isinstance(operation, Operation) or not is_declared(operation) or operation.is_retired:
        raise TypeError(f"only a declared operation can be entered, not {operation!r}")
    check_said(operation, why=why, recipient=recipient)
