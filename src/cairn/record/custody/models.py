"""Time that the law's clocks leave out: in custody, in hospital, or outside the United Kingdom."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class AwayKind(models.TextChoices):
    """The states of SOA 2003 s.83(6)."""

    CUSTODY = "custody", "Custody by order of a court, or serving a sentence"
    HOSPITAL = "hospital", "Detained in hospital"
    ABROAD = "abroad", "Outside the United Kingdom"


@track_history()
class TimeAway(models.Model):
    """A period in one of those states: the day it began, and the day of release, discharge or return."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="times_away")
    kind = models.CharField(max_length=8, choices=AwayKind)
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_timeaway"
        verbose_name = "time in custody, in hospital or abroad"
        verbose_name_plural = "custody, hospital and abroad"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")), name="away_ends_after_start"
            ),
            ExclusionConstraint(
                name="away_once_at_a_time",
                expressions=[
                    ("nominal", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(F("began"), F("ended"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place}".strip() + f", from {in_words(self.began)}"
