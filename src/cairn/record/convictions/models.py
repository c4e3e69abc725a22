"""What the person was convicted, cautioned or found of, and how they were dealt with."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.dates import in_words
from cairn.law.offences import in_words as offence_in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal
from cairn.record.orders.models import CourtOrder


class Outcome(models.TextChoices):
    """The four ways in of SOA 2003 s.80(1)."""

    CONVICTION = "conviction", "Conviction"
    CAUTION = "caution", "Caution"
    NGRI = "finding-ngri", "Not guilty by reason of insanity"
    DISABILITY = "finding-disability", "Under a disability, and did the act"


class TrialOutcome(models.TextChoices):
    """How a trial after a disability finding ended (s.82(5))."""

    ACQUITTED = "acquitted", "Acquitted"
    CONVICTED = "convicted", "Convicted"


@track_history()
class Conviction(models.Model):
    """One conviction, caution or finding, for one offence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="convictions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    on = models.DateField("date")
    offence = models.CharField(max_length=120)
    offence_date = models.DateField(null=True, blank=True)
    victim_age = models.PositiveSmallIntegerField(null=True, blank=True)
    shown_age = models.PositiveSmallIntegerField(null=True, blank=True)
    intended_victim_age = models.PositiveSmallIntegerField(null=True, blank=True)
    # Done for the purpose of obtaining it; null where not recorded. Only some rows of Schedule 3 ask.
    sexual_gratification = models.BooleanField(null=True, blank=True)
    # The order whose breach the offence is.
    order = models.ForeignKey(
        CourtOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    court = models.CharField(max_length=120, blank=True)
    quashed_on = models.DateField(null=True, blank=True)
    trial_concluded_on = models.DateField(null=True, blank=True)
    trial_outcome = models.CharField(max_length=12, choices=TrialOutcome, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_conviction"
        verbose_name = "conviction or caution"
        verbose_name_plural = "convictions"
        constraints = [
            models.CheckConstraint(
                condition=Q(offence_date__isnull=True) | Q(offence_date__lte=F("on")),
                name="offence_before_conviction",
            ),
            models.CheckConstraint(
                condition=Q(quashed_on__isnull=True) | Q(quashed_on__gte=F("on")),
                name="quashed_after_conviction",
            ),
        ]

    def __str__(self) -> str:
        return f"{offence_in_words(self.offence)}, {in_words(self.on)}"


class DisposalKind(models.TextChoices):
    """How a court deals with an offender; the law case schema's own words."""

    IMPRISONMENT = "imprisonment", "Imprisonment"
    SUSPENDED = "suspended-imprisonment", "Suspended imprisonment"
    DETENTION = "detention", "Detention (under 18, or young offender institution)"
    DTO = "dto", "Detention and training order"
    EXTENDED = "extended", "Extended sentence"
    IPP = "ipp", "Imprisonment for public protection"
    HOSPITAL = "hospital-order", "Hospital order"
    COMMUNITY = "community-order", "Community order"
    FINE = "fine", "Fine"
    CONDITIONAL_DISCHARGE = "conditional-discharge", "Conditional discharge"
    ABSOLUTE_DISCHARGE = "absolute-discharge", "Absolute discharge"
    OTHER = "other", "Another disposal (s.82(1), any other description)"


@track_history()
class Disposal(models.Model):
    """One disposal for a conviction; its term as the court said it, never converted to days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    conviction = models.ForeignKey(Conviction, on_delete=models.PROTECT, related_name="disposals")
    kind = models.CharField(max_length=24, choices=DisposalKind)
    life = models.BooleanField(default=False)
    years = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    weeks = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    # An extended sentence's extension period; its custodial term is the term above.
    extension_months = models.PositiveSmallIntegerField(default=0)
    restriction = models.BooleanField(default=False)
    # When it was passed, if later than the conviction (s.132).
    passed_on = models.DateField(null=True, blank=True)
    consecutive_to = models.ForeignKey(
        Conviction, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    overlaps = models.ForeignKey(
        Conviction, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    overlap_months = models.PositiveSmallIntegerField(default=0)
    overlap_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "record_disposal"
        verbose_name = "sentence"
        verbose_name_plural = "sentences"

    def __str__(self) -> str:
        return self.get_kind_display()
