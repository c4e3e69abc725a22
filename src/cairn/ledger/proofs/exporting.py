"""Handing a person's access history out: a disclosure, and so an entry of its own, which the file includes."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from cairn.errors import NotFound
from cairn.ledger.log.connecting import within
from cairn.ledger.log.sealing import seal
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act, declare
from cairn.ledger.proofs.making import bundle
from cairn.ledger.proofs.proof_schema import Bundle
from cairn.ledger.services import enter_as_operator

HISTORY_EXPORTED = declare(
    "access history exported", Act.DISCLOSURE, "Exported the access history of a record"
)


def export(*, nominal_id: UUID, recipient: str, why: str, using: str = "owner") -> Bundle:
    """
    Every entry about a person with its proof, the one of this export the last.

    Raises
        NotFound: the ledger has no entry about such a person.
        BadInput: no recipient or no reason.
        Conflict: see `seal` and `bundle`.

    Source: DPA 2018 s.62(1)(d), (3) (disclosure).
    """
    with transaction.atomic(using=using):
        if not Entry.objects.using(using).filter(nominal_id=nominal_id).exists():
            raise NotFound(f"The ledger has no entry about a person with the id {nominal_id}.")
        enter_as_operator(
            HISTORY_EXPORTED,
            nominal_id=nominal_id,
            why=why,
            recipient=recipient,
            using=using,
        )
        connection = within(using)
        seal(connection)
        return bundle(connection, nominal_id=nominal_id)
