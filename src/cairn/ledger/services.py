"""The only way into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Protocol
from uuid import UUID

from django.db import transaction

from cairn.ledger.models import Act, Entry

# The id of the request (or command) being served; the door sets it.
current_request: ContextVar[str] = ContextVar("current_request", default="")


class Actor(Protocol):
    """Whoever acts: a user of an agency."""

    @property
    def pk(self) -> UUID: ...
    @property
    def agency_id(self) -> UUID: ...


def enter(
    actor: Actor,
    *,
    act: Act,
    what: str,
    nominal_id: UUID | None = None,
    detail: Mapping[str, str | int | list[str]] | None = None,
    why: str = "",
) -> Entry:
    """
    Write one entry, in the transaction of the act itself.

    Parameters
        what: the kind of thing done, in the closed words of the room that does it ("person page").
        detail: record ids and kinds only; never a name or other personal content.

    Raises
        TransactionManagementError: called outside a transaction, so the entry could outlive its act.

    Source: Data Protection Act 2018 s.62(1)-(3).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a ledger entry must share its act's transaction")
    return Entry.objects.create(
        act=act,
        what=what,
        actor_id=actor.pk,
        agency_id=actor.agency_id,
        nominal_id=nominal_id,
        detail=dict(detail or {}),
        why=why,
        request=current_request.get(),
    )
