"""Changing the key that signs the log: the old one vouches for the new, and an entry tells of it."""

from __future__ import annotations

from django.db import transaction

from cairn.ledger.log.connecting import within
from cairn.ledger.log.keys import rotate
from cairn.ledger.log.sealing import Sealing, seal
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter_as_operator

KEY_ROTATED = declare("ledger key rotated", Act.ALTERATION, "Changed the key that signs the ledger")


def rotate_key(*, why: str, using: str = "owner") -> tuple[str, Sealing]:
    """
    Make a new key, and sign a head with it at once; give its id and the seal.

    Raises
        Conflict: the private half of the key in force is not there.
    """
    with transaction.atomic(using=using):
        connection = within(using)
        # The old key signs for everything up to now.
        seal(connection)
        key = rotate(connection)
        enter_as_operator(KEY_ROTATED, detail={"key": key}, why=why, using=using)
        return key, seal(connection)
