"""The level at which MAPPA manages the person."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import Agency, User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


@track_history()
class ManagementLevel(models.Model):
    """A level (1, 2 or 3), who decided it, when and why. The latest stands (MAPPA Guidance, levels)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="management_levels")
    level = models.PositiveSmallIntegerField(choices=[(1, "Level 1"), (2, "Level 2"), (3, "Level 3")])
    set_on = models.DateField("date")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    # Of a level that was decided on a referral: a first meeting is still to come.
    received_on = models.DateField("date of the referral", null=True, blank=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "MAPPA level"
        verbose_name_plural = "MAPPA level"
        constraints = [models.CheckConstraint(condition=Q(level__in=[1, 2, 3]), name="level_is_1_2_or_3")]

    def __str__(self) -> str:
        return f"Level {self.level}, set {in_words(self.set_on)}"
