"""What the person told the police, as the law requires: what, when, where, to whom, to what effect."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal
from cairn.record.travel.models import Trip


class SaidUnchanged(models.TextChoices):
    """What a person may say has not changed since they last told us, by the law's word for a change of it."""

    NAME = "name", "Names"
    HOME_ADDRESS = "home-address", "Home address"
    STAY = "stay", "Other addresses"
    CHILD_HOUSEHOLD = "child-household", "Households where a child lives or stays"
    FINANCIAL = "financial", "Bank accounts and cards"
    IDENTITY_DOCUMENT = "identity-document", "Passports and identity documents"


@track_history()
class Notification(models.Model):
    """One attendance at which a person notified; `told` is what they said, as it was read back to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="notifications")
    given_at = models.DateTimeField()
    given_on = models.DateField()
    station = models.CharField(max_length=120)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    in_person = models.BooleanField(default=True)
    fingerprints_taken = models.BooleanField(default=False)
    photograph_taken = models.BooleanField(default=False)
    told = models.JSONField("what was said", default=dict)
    # As said: a change of it that comes to light later was not notified here (s.84(1)).
    unchanged = ArrayField(
        models.CharField(max_length=24, choices=SaidUnchanged),
        verbose_name="said to be unchanged",
        default=list,
        db_default=Value("{}"),
        blank=True,
    )
    # The facts on record at that moment that were not kept from them: those they did confirm.
    confirmed = ArrayField(models.UUIDField(), default=list, db_default=Value("{}"), blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_notification"
        verbose_name = "notification"
        verbose_name_plural = "notifications"
        indexes = [models.Index(fields=["nominal", "given_on"], name="notification_of_nominal")]

    def __str__(self) -> str:
        return f"{self.station}, {in_words(self.given_on)}"


class Matter(models.TextChoices):
    """What a notification is of (SOA 2003 ss.83-86)."""

    INITIAL = "initial", "Initial notification"
    CHANGE = "change", "Change"
    PERIODIC = "periodic", "Periodic notification"
    TRAVEL = "travel", "Foreign travel"
    RETURN = "return", "Return to the United Kingdom"


@track_history()
class NotifiedMatter(models.Model):
    """One of the things notified at an attendance."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="matters")
    of = models.CharField("what", max_length=8, choices=Matter)
    # For a change: name, home-address, stay, release, child-household and so on.
    about = models.CharField(max_length=40, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    return_on = models.DateField(null=True, blank=True)
    return_point = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "record_notifiedmatter"
        verbose_name = "matter notified"
        verbose_name_plural = "what was notified"
        constraints = [
            models.CheckConstraint(
                condition=Q(of="change") | Q(expected_on__isnull=True), name="only_changes_expected"
            ),
        ]

    def __str__(self) -> str:
        about = self.about.replace("-", " ") if self.of == Matter.CHANGE else ""
        return f"{self.get_of_display()}: {about}" if about else self.get_of_display()
