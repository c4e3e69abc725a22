"""In whose name the database is asked: set for one transaction, gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from cairn.accounts.models import User


def bind(user_id: UUID | None) -> None:
    """
    Name the user for the rest of this transaction (SET LOCAL). None: a stranger, who sees nothing.

    Raises:
        TransactionManagementError: outside a transaction the name would not hold.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a user is bound to a transaction; there is none")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_bind(%s::uuid)", [user_id])


@contextmanager
def acting_as(user: User) -> Iterator[User]:
    """A transaction in this user's name, for commands, jobs and tests."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT nullif(current_setting('cairn.user_id', true), '')::uuid")
            before = cursor.fetchone()
        bind(user.pk)
        yield user
        if not connection.needs_rollback:
            bind(before[0] if before else None)
