"""Asking the owner of a record for access to it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cairn.access.kinds import Purpose
from cairn.accounts.agencies.models import Agency, User
from cairn.ledger.history import track_history


class Outcome(models.TextChoices):
    """What the owner answered."""

    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"


@track_history()
class AccessRequest(models.Model):
    """One agency asks the owner to work with a person: for what, how long, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    purpose_kind = models.CharField(max_length=24, choices=Purpose)
    why = models.TextField()
    days = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    # The partnership that granting it made, as a value.
    partnership_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "outcome"], name="accessrequest_of_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["nominal_id", "agency"], condition=Q(outcome=""), name="access_asked_once"
            ),
        ]
