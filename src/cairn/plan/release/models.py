"""When somebody who is held is expected to be released, as it was told from time to time."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class ReleaseKind(models.TextChoices):
    """By which way they are expected to be released."""

    CONDITIONAL = "conditional", "Conditional release"
    PAROLE = "parole", "Parole Board's decision"
    CURFEW = "home-detention-curfew", "Home detention curfew"
    SENTENCE_END = "sentence-end", "End of the sentence"
    HOSPITAL = "hospital-discharge", "Discharge from hospital"
    NOT_KNOWN = "not-known", "Not known"


@track_history()
class ExpectedRelease(models.Model):
    """An expected day of release, who said so and when. What was told last stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    expected_on = models.DateField("expected day of release")
    kind = models.CharField("how they are released", max_length=21, choices=ReleaseKind)
    told_on = models.DateField("date told")
    told_by = models.CharField("who told it", max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "expected release"
        verbose_name_plural = "expected release"
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_on__gte=F("told_on")), name="release_expected_when_told"
            ),
        ]

    def __str__(self) -> str:
        return (
            f"Release expected {in_words(self.expected_on)} ({self.get_kind_display().lower()}), "
            f"told {in_words(self.told_on)}"
        )
