"""Who manages the person: the offender manager and their team."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import Team, User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


@track_history()
class Allocation(models.Model):
    """An offender manager has the person from one day until another. One at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="allocations")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)
    # Why another officer has them now, and what whoever had them before says of the work.
    reason = models.CharField("reason", max_length=300, blank=True, default="", db_default="")
    note = models.TextField("hand-over note", blank=True, default="", db_default="")

    class Meta:
        db_table = "record_allocation"
        verbose_name = "offender manager"
        verbose_name_plural = "offender manager"
        indexes = [models.Index(fields=["officer"], name="allocation_of_officer")]
        constraints = [
            models.UniqueConstraint(
                fields=["nominal"], condition=Q(ends__isnull=True), name="one_officer_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="allocation_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer.name}, from {in_words(self.starts)}"
