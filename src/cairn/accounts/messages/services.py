"""Leaving a message for somebody, in the transaction of the act that it tells of. The worker sends it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from cairn.accounts.messages.models import OF_ACCOUNTS, MessageKind
from cairn.errors import BadInput


def tell_holder(user_id: UUID, kind: MessageKind) -> None:
    """
    Tell an account's holder that something was done to it.

    The database writes it for oneself, or at the entrance, where nobody is known yet.

    Raises
        BadInput: a kind that is not about accounts.

    Source: OWASP ASVS 5.0 6.3.5, 6.3.7.
    """
    if kind not in OF_ACCOUNTS:
        raise BadInput(f"'{kind}' tells nobody of their account.", field="kind")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_message_account(%s, %s)", [user_id, str(kind)])
