"""Handing a record's ownership to another agency: offered by one, accepted or refused by the other."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cairn.accounts.agencies.models import Agency, Team, User
from cairn.ledger.history import track_history


class Outcome(models.TextChoices):
    """How an offer ended. One that nobody answers lapses by its day."""

    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


@track_history()
class Transfer(models.Model):
    """One offer of a record. Until it is accepted the offering agency owns the record, and answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(db_default=Now())
    lapses_on = models.DateField()
    # For how many days the former owner stays a partner.
    overlap_days = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["to_agency", "outcome"], name="transfer_to_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["nominal_id"], condition=Q(outcome=""), name="offered_to_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(from_agency=F("to_agency")), name="transferred_to_another_agency"
            ),
        ]

    def stands(self, on: date) -> bool:
        """Whether it may still be answered."""
        return self.outcome == "" and on <= self.lapses_on
