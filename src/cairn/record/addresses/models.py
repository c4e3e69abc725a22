"""Where the person lives, stays and can be found."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from cairn.dates import in_words, london
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class AddressKind(models.TextChoices):
    """What a place is to the person (SOA 2003 s.83(5), (7))."""

    HOME = "home", "Home address"
    OTHER = "other", "Other address where they regularly stay"
    NO_FIXED_ABODE = "no-fixed-abode", "No fixed abode: where they can regularly be found"


class ChildAtAddress(models.TextChoices):
    """Whether a child lives or stays there."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not-known", "Not known"


@track_history()
class Address(models.Model):
    """A place, from the day it became the person's until the day it ceased to be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=16, choices=AddressKind)
    # For no fixed abode: the place where they can regularly be found.
    lines = models.CharField("address", max_length=300)
    postcode = models.CharField(max_length=8, blank=True)
    uprn = models.CharField("UPRN", max_length=12, blank=True)
    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)
    child = models.CharField(
        "a child lives or stays there",
        max_length=10,
        choices=ChildAtAddress,
        default=ChildAtAddress.NOT_KNOWN,
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_address"
        verbose_name = "address"
        verbose_name_plural = "addresses"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="address_ends_after_start"
            ),
            # One home at a time, or none: never a home and no fixed abode on one day.
            ExclusionConstraint(
                name="one_home_at_a_time",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    (
                        Func(F("starts"), F("ends"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(kind__in=["home", "no-fixed-abode"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.lines}, from {in_words(self.starts)}"


@track_history()
class Stay(models.Model):
    """Days stayed at premises other than home; seven make a qualifying period (s.84(6))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="stays")
    premises = models.CharField(max_length=300)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_stay"
        verbose_name = "stay at other premises"
        verbose_name_plural = "stays away from home"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="stay_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.premises}, from {in_words(self.first_day)}"


@track_history()
class HouseholdStay(models.Model):
    """A stay where a child lives or stays and the public may not enter (SI 2012/1876 regs 2, 10, 11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="household_stays")
    premises = models.CharField(max_length=300)
    arrived = models.DateTimeField()
    left = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_householdstay"
        verbose_name = "stay where a child lives"
        verbose_name_plural = "stays where a child lives"
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(left__gt=F("arrived")), name="household_left_after_arrival"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.premises}, from {in_words(london(self.arrived).date())}"
