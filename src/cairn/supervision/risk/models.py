"""The risk level that a named person sets. It is never computed."""

from __future__ import annotations

import uuid

from django.db import models

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class RiskLevel(models.TextChoices):
    """The four levels of risk of serious harm in police practice (APP, managing sexual offenders)."""

    VERY_HIGH = "very-high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


@track_history()
class RiskAssessment(models.Model):
    """A level, who set it, when and why. The latest stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="risk_assessments")
    level = models.CharField(max_length=10, choices=RiskLevel)
    set_on = models.DateField("date")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "risk assessment"
        verbose_name_plural = "risk level"

    def __str__(self) -> str:
        return f"{self.get_level_display()}, set {in_words(self.set_on)}"
