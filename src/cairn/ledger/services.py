"""The only way into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from django.db import connections, transaction

from cairn.ledger.asking import current_request
from cairn.ledger.models import Act, Entry
from cairn.ledger.operations import Operation
from cairn.ledger.reasons import check_said

# What an operator's entry says where a whole register was loaded: its rows may bear earlier moments.
REGISTER_LOADED = "register loaded"
# What the entry of a refusal is called (cairn.access.refused).
REFUSED = "refused"
Detail = Mapping[str, str | int | list[str]]


class Actor(Protocol):
    """Whoever acts: a user of an agency."""

    @property
    def pk(self) -> UUID: ...
    @property
    def agency_id(self) -> UUID: ...


def enter(
    actor: Actor,
    operation: Operation | None = None,
    *,
    act: Act | None = None,
    what: str = "",
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
        why: the reason, where policy demands one (cairn.ledger.reasons).
        recipient: to whom, of a disclosure.

    Raises
        BadInput: no reason, or no recipient, where one is needed.
        TransactionManagementError: called outside a transaction, so the entry could outlive its act.

    Source: Data Protection Act 2018 s.62(1)-(3).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a ledger entry must share its act's transaction")
    operation = _given(operation, act, what)
    check_said(operation, why=why, recipient=recipient)
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
    operation: Operation | None = None,
    *,
    act: Act | None = None,
    what: str = "",
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
        BadInput: no reason, or no recipient, where one is needed.
        TransactionManagementError: called outside a transaction.
    """
    if not connections[using].in_atomic_block:
        raise transaction.TransactionManagementError("a ledger entry must share its act's transaction")
    operation = _given(operation, act, what)
    check_said(operation, why=why, recipient=recipient)
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


def _given(operation: Operation | None, act: Act | None, what: str) -> Operation:
    # For callers that do not declare theirs yet.
    if operation is None:
        return Operation(what, Act(act or ""), what)
    return operation
