"""Telling those who decide on a row that it awaits them: in the transaction of the act, and when they are late."""

from __future__ import annotations

from uuid import UUID

import psycopg
from django.db import connection

from cairn.accounts.messages.models import MessageKind
from cairn.errors import BadInput


def tell_deciders(kind: MessageKind, about_id: UUID) -> int:
    """
    Tell those who decide on a row that the user has just written; how many were told.

    Parameters
        about_id: of the emergency opening, the offer, or the request for access.

    Raises
        BadInput: a kind on which nobody decides.
    """
    if kind not in {MessageKind.EMERGENCY, MessageKind.OFFER, MessageKind.REQUEST}:
        raise BadInput(f"Nobody decides about “{kind}”.", field="kind")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_message_deciders(%s, %s)", [str(kind), about_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def tell_of_late_reviews(jobs: psycopg.Connection) -> int:
    """
    Tell of emergency openings that nobody reviewed in time, once each; how many were told.

    Parameters
        jobs: a connection in the role of the background jobs.
    """
    row = jobs.execute("SELECT cairn_message_late()").fetchone()
    return int(row[0]) if row else 0
