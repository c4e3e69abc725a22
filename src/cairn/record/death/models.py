"""That the person died: on which day, and who or what says so."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class DeathSource(models.TextChoices):
    """Who or what says so. From the first group it stands; what was only heard waits for a second person."""

    NOT_SAID = "not-said", "Not recorded who said so"
    CERTIFICATE = "certificate", "Death certificate, seen"
    CORONER = "coroner", "Coroner or registrar"
    OFFICER = "officer", "A police officer who was there"
    INSTITUTION = "institution", "Prison, hospital or hospice, in writing"
    FAMILY = "family", "Family or friends"
    AGENCY = "agency", "Another agency that was told"
    NEWS = "news", "News or social media"
    OTHER = "other", "Somebody else"


# Deaths of before sources were asked stand as they stood.
CERTAIN = frozenset(
    {
        DeathSource.NOT_SAID,
        DeathSource.CERTIFICATE,
        DeathSource.CORONER,
        DeathSource.OFFICER,
        DeathSource.INSTITUTION,
    }
)
# What somebody may say from now on.
ASKED = [each for each in DeathSource.choices if each[0] != DeathSource.NOT_SAID]


@track_history()
class Death(models.Model):
    """A death as it was reported. It ends what the person owes once its source is certain or somebody confirmed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="deaths")
    died_on = models.DateField("date of death")
    about = models.BooleanField("the day is not certain", default=False)
    source = models.CharField("who or what says so", max_length=11, choices=DeathSource)
    told_by = models.CharField("the source, so that it is found again", max_length=200)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_how = models.CharField("how it was confirmed", max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_death"
        verbose_name = "death"
        verbose_name_plural = "death"
        constraints = [
            models.UniqueConstraint(fields=["nominal"], name="one_death"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("reported_by")),
                name="death_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        day = f"{'about ' if self.about else ''}{in_words(self.died_on)}"
        return f"{'Died' if self.stands else 'Reported dead, not confirmed'}, {day}"

    @property
    def stands(self) -> bool:
        """Whether it ends what they owe: its source is certain, or a second person confirmed it."""
        return self.source in CERTAIN or self.confirmed_by_id is not None
