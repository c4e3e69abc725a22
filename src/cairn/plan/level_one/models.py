"""A review of somebody managed at MAPPA level 1: what was asked, what came of it, and who endorsed it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class ReviewOutcome(models.TextChoices):
    """What comes of a review."""

    RETAIN = "retain", "Stay at level 1"
    RETAIN_ENDORSED = "retain-endorsed", "Stay at level 1, for a manager to endorse"
    REFER_2 = "refer-to-2", "Refer to Level 2"
    REFER_3 = "refer-to-3", "Refer to Level 3"


# A manager endorses every outcome but the plain one.
TO_ENDORSE = frozenset({ReviewOutcome.RETAIN_ENDORSED, ReviewOutcome.REFER_2, ReviewOutcome.REFER_3})


@track_history()
class LevelOneReview(models.Model):
    """One review. Its questions have answers, or it is none (HMI Probation thematic on MAPPA, 2022)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField("date of the review")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed = models.TextField("what has changed since the last review")
    agencies = models.TextField("which agencies were asked, and what they said")
    domestic_abuse = models.TextField("domestic abuse: what was checked, and what is known")
    disclosure = models.TextField("disclosure: what was considered, what was decided, and why")
    plan = models.TextField("whether the plan still meets the risk, and what is changed in it")
    outcome = models.CharField("outcome", max_length=15, choices=ReviewOutcome)
    why = models.TextField("why this outcome")
    endorsed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_on = models.DateField("date endorsed", null=True, blank=True)
    endorsed_why = models.TextField("what the manager says", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "review at level 1"
        verbose_name_plural = "reviews at level 1"
        constraints = [
            models.CheckConstraint(
                condition=Q(endorsed_by__isnull=True, endorsed_on__isnull=True, endorsed_why="")
                | (Q(endorsed_by__isnull=False, endorsed_on__isnull=False) & ~Q(endorsed_why="")),
                name="endorsement_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(endorsed_by__isnull=True) | ~Q(endorsed_by=F("reviewed_by")),
                name="review_endorsed_by_another",
            ),
        ]

    def __str__(self) -> str:
        waits = ", waiting to be endorsed" if self.waits else ""
        return f"Reviewed {in_words(self.reviewed_on)}: {self.get_outcome_display().lower()}{waits}"

    @property
    def waits(self) -> bool:
        """Whether a manager still has to endorse it."""
        return self.outcome in TO_ENDORSE and self.endorsed_on is None
