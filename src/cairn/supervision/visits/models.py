"""Visits to the person's home: only one at which they were seen meets the interval."""

from __future__ import annotations

import uuid

from django.db import models

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class VisitOutcome(models.TextChoices):
    """How a visit went."""

    SEEN = "seen", "Seen at home"
    NO_REPLY = "no-reply", "No reply"
    NOT_LIVING_THERE = "not-living-there", "Not living there"
    REFUSED = "refused", "Entry refused"


class EntrySought(models.TextChoices):
    """Whether entry was sought in order to search the home and assess the risk (SOA 2003 s.96B)."""

    YES = "yes", "Yes"
    NO = "no", "No: to see whether they were in, or to talk"


@track_history()
class Visit(models.Model):
    """One visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    visited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=VisitOutcome)
    announced = models.BooleanField(default=False)
    # Asked of a visit at which they were not let in; empty where nobody was asked.
    entry_sought = models.CharField(
        "entry sought in order to search and assess the risk",
        max_length=3,
        choices=EntrySought,
        blank=True,
        default="",
        db_default="",
    )
    observations = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "visit"
        verbose_name_plural = "visits"
        indexes = [models.Index(fields=["nominal", "visited_on"], name="visit_of_nominal")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {in_words(self.visited_on)}"
