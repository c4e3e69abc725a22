"""A record opened in an emergency, for a short time, by one person, with a reason and a review."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cairn.accounts.agencies.models import Agency, User
from cairn.ledger.history import track_history


class Finding(models.TextChoices):
    """What the review of an emergency opening came to."""

    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "not-justified", "Not justified: to be looked into"


@track_history()
class BreakGlass(models.Model):
    """One emergency opening: who, whose record, why, until when, and what the review found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    opened_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    review_by = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=16, choices=Finding, blank=True)
    review_note = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "until"], name="breakglass_of_user"),
            models.Index(fields=["nominal_id"], name="breakglass_of_nominal"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="nobody_reviews_their_own_break_glass",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="breakglass_ends_after_start"),
            models.CheckConstraint(condition=~Q(why=""), name="breakglass_has_a_reason"),
        ]

    def open_at(self, moment: datetime) -> bool:
        """Whether the record was open to the user at that moment."""
        return self.opened_at <= moment < self.until
