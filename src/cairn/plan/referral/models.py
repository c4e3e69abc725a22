"""A referral to MAPPA level 2 or 3: who wishes it and why, and what the coordinator decided."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import Agency, User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class ReferralOutcome(models.TextChoices):
    """What the coordinator decides."""

    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Not accepted: level 1 is enough"


@track_history()
class Referral(models.Model):
    """One referral. It is a wish until it is decided: it sets no level by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("level referred to", choices=[(2, "Level 2"), (3, "Level 3")])
    why = models.TextField("why ordinary management is not enough")
    beyond = models.TextField("what level 2 cannot deliver", blank=True)
    referred_on = models.DateField("date referred")
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("what was decided", max_length=8, choices=ReferralOutcome, blank=True)
    decided_level = models.PositiveSmallIntegerField(
        "level decided", choices=[(2, "Level 2"), (3, "Level 3")], null=True, blank=True
    )
    decided_why = models.TextField("why it was decided so", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("date decided", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "MAPPA referral"
        verbose_name_plural = "MAPPA referrals"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True, decided_by__isnull=True)
                | (
                    ~Q(outcome="")
                    & ~Q(decided_why="")
                    & Q(decided_on__isnull=False, decided_by__isnull=False)
                ),
                name="decided_referral_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("referred_by")),
                name="referral_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["nominal", "agency"], condition=Q(outcome=""), name="one_open_referral_an_agency"
            ),
        ]

    def __str__(self) -> str:
        told = f"Referred to level {self.level} on {in_words(self.referred_on)} by {self.agency.name}"
        if self.outcome == ReferralOutcome.ACCEPTED:
            return f"{told}: accepted at level {self.decided_level}"
        return f"{told}: {self.get_outcome_display().lower() if self.outcome else 'to be decided'}"
