"""What waits to be mailed to the people who sign in, and what became of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from cairn.accounts.agencies.models import User


class MessageKind(models.TextChoices):
    """What a message is about; its words are in `wording`."""

    EMERGENCY = "emergency", "An emergency opening awaits review"
    EMERGENCY_LATE = "emergency-late", "An emergency opening was not reviewed in time"
    OFFER = "offer", "A record is offered"
    REQUEST = "request", "A request for access awaits an answer"
    PASSWORD = "password", "Password changed"
    FACTOR_ADDED = "factor-added", "Second factor or passkey added"
    FACTOR_REMOVED = "factor-removed", "Second factor or passkey removed"
    CODES_MADE = "codes-made", "Recovery codes made"
    CODE_USED = "code-used", "Recovery code used"
    LOCKED_OUT = "locked-out", "Locked out"
    CODE_REFUSED = "code-refused", "Right password, wrong code"


# Those that tell somebody of their own account.
OF_ACCOUNTS = frozenset(
    {
        MessageKind.PASSWORD,
        MessageKind.FACTOR_ADDED,
        MessageKind.FACTOR_REMOVED,
        MessageKind.CODES_MADE,
        MessageKind.CODE_USED,
        MessageKind.LOCKED_OUT,
        MessageKind.CODE_REFUSED,
    }
)

# Guessing goes on: of these one message an hour.
AT_MOST_HOURLY = frozenset({MessageKind.LOCKED_OUT, MessageKind.CODE_REFUSED})


class Outcome(models.TextChoices):
    """What became of a message; none yet while it waits."""

    SENT = "sent", "Sent"
    NO_ADDRESS = "no-address", "No address, or the account is suspended"
    GIVEN_UP = "given-up", "Given up: not sent in three days"


class Message(models.Model):
    """
    One message to one user. It names no person on the register, and nothing of their record.

    Parameters
        about_id: the row that is to be decided on, as a value; never a nominal's id.
        until: by when, where there is a time.
        failure: the kind of the last failure to send, without its words: they may hold an address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=MessageKind)
    about_id = models.UUIDField(null=True)
    until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    next_try_at = models.DateTimeField(db_default=Now())
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    failure = models.CharField(max_length=60, blank=True, default="", db_default="")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="", db_default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "access"
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(outcome=""), name="message_waiting"),
            models.Index(fields=["user", "kind"], name="message_of_user"),
            models.Index(fields=["about_id"], name="message_about"),
        ]
