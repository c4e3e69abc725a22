"""Sending what waits: the worker's, each minute, in the role of the background jobs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from cairn.accounts.messages.models import MessageKind
from cairn.accounts.messages.wording import words
from cairn.ledger.log.connecting import keeper

_AT_ONCE = 50
# Any number that nobody else uses: "mail" on a telephone's keys.
_LOCK = 6245
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one run did: messages made because a time had passed, sent, and failed."""

    escalated: int
    sent: int
    failed: int


@dataclass(frozen=True, slots=True)
class _Due:
    id: UUID
    kind: MessageKind
    until: datetime | None
    address: str


def nothing_late(_: psycopg.Connection) -> int:
    """No message is made because a time has passed."""
    return 0


def send_due(make_late: Callable[[psycopg.Connection], int] = nothing_late) -> Sent:
    """
    Make the messages whose time has come, and send what waits; a failure is tried again later.

    Without CAIRN_MAIL messages are made and wait: nothing is sent.

    Parameters
        make_late: makes the messages whose time has come and counts them; a room above knows what is late.

    Raises
        BadInput: this process was started without the owner's connection.
    """
    with keeper() as connection:
        with connection.transaction():
            # Two at once, one of them cut off from the queue and still going, would each find nobody told.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            escalated = make_late(connection)
        if settings.CAIRN.mail is None:
            return Sent(escalated, 0, 0)
        sent, failures = 0, list[str]()
        while due := _claimed(connection):
            results = _tried(due)
            with connection.transaction():
                for key, failure in results.items():
                    connection.execute("SELECT cairn_message_tried(%s, %s)", [key, failure])
            failed = [failure for failure in results.values() if failure]
            sent, failures = sent + len(results) - len(failed), failures + failed
    if failures:
        _log.warning(
            "%d messages could not be sent (%s); they are tried again",
            len(failures),
            ", ".join(sorted(set(failures))),
        )
    return Sent(escalated, sent, len(failures))


def _claimed(connection: psycopg.Connection) -> list[_Due]:
    with connection.transaction():
        rows = connection.execute("SELECT * FROM cairn_messages_due(%s)", [_AT_ONCE]).fetchall()
    return [_Due(key, MessageKind(kind), until, address) for key, kind, until, address in rows]


def _tried(due: list[_Due]) -> dict[UUID, str]:
    """What failed, by message; "" for what was sent. Only kinds of failure: their words may hold an address."""
    backend = get_connection()
    try:
        backend.open()
    except (OSError, SMTPException) as error:
        return {one.id: type(error).__name__ for one in due}
    try:
        return {one.id: _send(one, backend) for one in due}
    finally:
        backend.close()


def _send(one: _Due, backend: Any) -> str:
    subject, text = words(one.kind, until=one.until, address=str(settings.CAIRN.address))
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    message = EmailMessage(
        subject, text, settings.DEFAULT_FROM_EMAIL, [one.address], connection=backend, headers=headers
    )
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        return type(error).__name__
    return ""
