"""Journeys outside the United Kingdom (SOA 2003 s.86; SI 2004/1220)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


@track_history()
class Trip(models.Model):
    """A journey as the person told it, and when they knew of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="trips")
    known_on = models.DateField()
    departs_on = models.DateField()
    returns_on = models.DateField(null=True, blank=True)
    first_country = models.CharField(max_length=60)
    arrival_point = models.CharField(max_length=120, blank=True)
    return_point = models.CharField(max_length=120, blank=True)
    itinerary = models.TextField(blank=True)
    # Known in time and told late: what they said, and whether it is a reasonable excuse (reg.5(2)(b)).
    late_reason = models.TextField("why it was not told sooner", blank=True, default="", db_default="")
    excused = models.BooleanField("a reasonable excuse", default=False, db_default=False)
    # The day the journey was given up, before it began.
    cancelled_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_trip"
        verbose_name = "journey abroad"
        verbose_name_plural = "foreign travel"
        constraints = [
            models.CheckConstraint(
                condition=Q(returns_on__isnull=True) | Q(returns_on__gte=F("departs_on")),
                name="trip_returns_after_departure",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(cancelled_on__lte=F("departs_on")),
                name="trip_cancelled_before_departure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_country}, from {in_words(self.departs_on)}"
