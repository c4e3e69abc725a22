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


class GivenIn(models.TextChoices):
    """Where a caution was given (s.80(1)(d)); the law's own words, and one for what is not known."""

    ENGLAND_AND_WALES = "england-and-wales", "England and Wales"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
    SCOTLAND = "scotland", "Scotland"
    UNKNOWN = "unknown", "Not known"


class TriedBy(models.TextChoices):
    """What sort of court or authority it was. Of the last two, the offence is its equivalent here."""

    HERE = "here", "A court or the police in the United Kingdom"
    SERVICE = "service", "A service court or the service police"
    ABROAD = "abroad", "A court or authority outside the United Kingdom"


class ForeignRoute(models.TextChoices):
    """What makes a foreign conviction count (ss.96ZA-101); the law's own words."""

    NONE = "none", "Nothing yet"
    NOTICE = "notice", "A notice given by the police (s.96ZA)"
    NOTIFICATION_ORDER = "notification-order", "A notification order (s.97)"


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
    # Two facts that rows of the Scottish part of Schedule 3 ask; null where not recorded.
    all_willing = models.BooleanField("everybody involved was 16 or over and willing", null=True, blank=True)
    parental_household = models.BooleanField(
        "in the place of a parent, in the same household", null=True, blank=True
    )
    terrorist_connection = models.BooleanField(
        "the court found a terrorist connection", default=False, db_default=False
    )
    court = models.CharField(max_length=120, blank=True)
    # Empty where nobody was asked: it was recorded before the question was.
    given_in = models.CharField(
        "where the caution was given", max_length=20, choices=GivenIn, blank=True, default="", db_default=""
    )
    # Only of a conviction before that day; null where nobody looked it up.
    stood_in_1997 = models.BooleanField(
        "on 1 September 1997 not dealt with, serving, supervised, in hospital or under guardianship for it",
        null=True,
        blank=True,
    )
    tried_by = models.CharField(
        "who convicted or cautioned them",
        max_length=8,
        choices=TriedBy,
        default=TriedBy.HERE,
        db_default=TriedBy.HERE.value,
    )
    called = models.CharField(
        "the offence as that court called it", max_length=200, blank=True, default="", db_default=""
    )
    country = models.CharField(max_length=80, blank=True, default="", db_default="")
    route = models.CharField(
        "what makes it count here",
        max_length=20,
        choices=ForeignRoute,
        default=ForeignRoute.NONE,
        db_default=ForeignRoute.NONE.value,
    )
    noticed_on = models.DateField("date of the notice or order", null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(noticed_on__isnull=True, route="none")
                | Q(noticed_on__gte=F("on"), tried_by="abroad") & ~Q(route="none"),
                name="noticed_after_foreign_conviction",
            ),
        ]

    def __str__(self) -> str:
        return f"{offence_in_words(self.offence)}, {in_words(self.on)}"


class DisposalKind(models.TextChoices):
    """
    How a court deals with an offender: the law's own words, and disposals by the names that courts give them.

    What the law makes of each name is data: `cairn.law.disposals`.
    """

    IMPRISONMENT = "imprisonment", "Imprisonment"
    SUSPENDED = "suspended-imprisonment", "Suspended imprisonment"
    DETENTION = "detention", "Detention (under 18)"
    DETENTION_YOI = "detention-yoi", "Detention in a young offender institution"
    SUSPENDED_YOI = "suspended-detention-yoi", "Suspended detention in a young offender institution"
    DTO = "dto", "Detention and training order"
    SERVICE_DETENTION = "service-detention", "Service detention"
    EXTENDED = "extended", "Extended sentence"
    IPP = "ipp", "Imprisonment for public protection"
    DPP = "dpp", "Detention for public protection"
    LIFELONG_RESTRICTION = "lifelong-restriction", "Order for lifelong restriction (Scotland)"
    HOSPITAL = "hospital-order", "Hospital order"
    GUARDIANSHIP = "guardianship-order", "Guardianship order"
    COMMUNITY = "community-order", "Community order"
    PAYBACK = "community-payback-order", "Community payback order (Scotland)"
    YOUTH_REHABILITATION = "youth-rehabilitation-order", "Youth rehabilitation order"
    SUPERVISION = "supervision-order", "Supervision order (under 18, until 2009)"
    PROBATION = "probation-order", "Probation or community rehabilitation order (until 2005)"
    REFERRAL = "referral-order", "Referral order"
    REPARATION = "reparation-order", "Reparation order"
    FINE = "fine", "Fine"
    CONDITIONAL_DISCHARGE = "conditional-discharge", "Conditional discharge"
    ABSOLUTE_DISCHARGE = "absolute-discharge", "Absolute discharge"
    OTHER = "other", "Another disposal (s.82(1), any other description)"
    UNKNOWN = "unknown", "Not known what the court ordered"


class Held(models.TextChoices):
    """Whether the person was taken into custody or hospital when it was passed."""

    YES = "yes", "Yes"
    NO = "no", "No, they were at liberty"
    NOT_KNOWN = "not-known", "Not known"


@track_history()
class Disposal(models.Model):
    """One disposal for a conviction; its term as the court said it, never converted to days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    conviction = models.ForeignKey(Conviction, on_delete=models.PROTECT, related_name="disposals")
    kind = models.CharField(max_length=40, choices=DisposalKind)
    life = models.BooleanField(default=False)
    years = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    weeks = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    # An extended sentence's extension period; its custodial term is the term above.
    extension_months = models.PositiveSmallIntegerField(default=0)
    restriction = models.BooleanField(default=False)
    # Empty where nobody was asked: it was recorded before the question was, or takes nobody anywhere.
    held = models.CharField(
        "taken into custody or hospital by it",
        max_length=9,
        choices=Held,
        blank=True,
        default="",
        db_default="",
    )
    # What a Scottish court may determine (Sch.3 paras 41A, 44A to 46, 59A to 60); null where not recorded.
    part_2_applied = models.BooleanField("the court applied Part 2", null=True, blank=True)
    sexual_aspect = models.BooleanField("the court found a significant sexual aspect", null=True, blank=True)
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
