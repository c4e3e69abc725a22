"""News of a person, told by an agency that works with them. It is no fact until the owner makes it one."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import Agency, User
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class NewsKind(models.TextChoices):
    """What has happened, as the agency knows it."""

    MOVED_OUT = "moved-out", "Moved out"
    MISSED = "missed-appointment", "Missed an appointment"
    CUSTODY = "in-custody", "In custody"
    CHILD = "child-in-household", "A new child in the household"
    OTHER = "other", "Something else"


class NewsOutcome(models.TextChoices):
    """What the owner of the record did with it."""

    RECORDED = "recorded", "Recorded on the register"
    ACTED = "acted-on", "Acted on"
    NOTHING = "no-action", "No action needed"


@track_history()
class News(models.Model):
    """One thing that an agency told, and what was done with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("what happened", max_length=18, choices=NewsKind)
    text = models.TextField("what was told")
    happened_on = models.DateField("date it happened", null=True, blank=True)
    known_how = models.TextField("how the agency knows")
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField("date told")
    recorded_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField("what was done", max_length=9, choices=NewsOutcome, blank=True)
    outcome_why = models.TextField("what was done, and why", blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField("date dealt with", null=True, blank=True)

    class Meta:
        verbose_name = "news from an agency"
        verbose_name_plural = "news from agencies"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", closed_on__isnull=True, closed_by__isnull=True)
                | (~Q(outcome="") & ~Q(outcome_why="") & Q(closed_on__isnull=False, closed_by__isnull=False)),
                name="closed_news_says_how",
            ),
        ]

    def __str__(self) -> str:
        state = self.get_outcome_display() if self.outcome else "Received, not dealt with yet"
        return f"{self.get_kind_display()}, told by {self.agency.name}: {state}"
