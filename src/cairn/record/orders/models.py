"""Orders of a court that require notification, prolong it, or forbid what the person might do."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class OrderKind(models.TextChoices):
    """The law's own words for them (`cairn.law.facts.OrderKind`)."""

    SHPO = "shpo", "Sexual harm prevention order (SHPO)"
    INTERIM_SHPO = "interim-shpo", "Interim sexual harm prevention order"
    SRO = "sro", "Sexual risk order (SRO)"
    INTERIM_SRO = "interim-sro", "Interim sexual risk order"
    SOPO = "sopo", "Sexual offences prevention order (SOPO)"
    INTERIM_SOPO = "interim-sopo", "Interim sexual offences prevention order"
    ROSHO = "rosho", "Risk of sexual harm order (RoSHO)"
    FTO = "fto", "Foreign travel order (FTO)"
    VOO = "voo", "Violent offender order (VOO)"
    INTERIM_VOO = "interim-voo", "Interim violent offender order"
    VOPO = "vopo", "Violent offences prevention order (VOPO)"
    SPO = "spo", "Stalking protection order (SPO)"
    INTERIM_SPO = "interim-spo", "Interim stalking protection order"
    DAPO = "dapo", "Domestic abuse protection order (DAPO)"
    NOTIFICATION = "notification-order", "Notification order"


@track_history()
class CourtOrder(models.Model):
    """
    One order, as the court made it. How long the law lets it be is the law's to doubt, not the table's.

    `served_on` and `in_force_on` are empty where they are the day it was made. `until` is its last day;
    `ended_on` the day on which it was discharged or another order ended it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=20, choices=OrderKind)
    made_on = models.DateField()
    served_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    further_order = models.BooleanField("until further order", default=False)
    ended_on = models.DateField(null=True, blank=True)
    ended_how = models.CharField("how it ended", max_length=200, blank=True)
    travel_ban = models.BooleanField("forbids foreign travel", default=False)
    court = models.CharField(max_length=120, blank=True)
    terms = models.TextField("prohibitions and requirements", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_courtorder"
        verbose_name = "court order"
        verbose_name_plural = "court orders"
        constraints = [
            models.CheckConstraint(
                condition=(Q(served_on__isnull=True) | Q(served_on__gte=F("made_on")))
                & (Q(in_force_on__isnull=True) | Q(in_force_on__gte=F("made_on"))),
                name="order_served_and_in_force_after_made",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=False, further_order=False, until__gte=F("made_on"))
                | Q(until__isnull=True, further_order=True),
                name="order_has_an_end_or_runs_until_further_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("made_on")),
                name="order_ended_after_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.made_on:%-d %B %Y}"

    def may_end(self, day: date) -> bool:
        """Whether it has neither ended nor run out by that day."""
        return self.ended_on is None and (self.until is None or self.until >= day)
