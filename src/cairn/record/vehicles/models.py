"""What the person drives."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class VehicleUse(models.TextChoices):
    """What the vehicle is to the person (Counter-Terrorism Act 2008 s.47(2), as amended in 2019)."""

    KEEPER = "keeper", "Registered keeper"
    OWNER = "owner", "Owner, not the registered keeper"
    USER = "user", "Uses it"


@track_history()
class Vehicle(models.Model):
    """A vehicle that the person keeps, owns or uses, from one day until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="vehicles")
    registration = models.CharField("registration mark", max_length=12)
    # What searches compare: without spaces, in capitals.
    canonical = models.CharField("in standard form", max_length=12, editable=False)
    make = models.CharField("make and model", max_length=80, blank=True)
    colour = models.CharField(max_length=30, blank=True)
    use = models.CharField("what it is to them", max_length=8, choices=VehicleUse, default=VehicleUse.USER)
    used_from = models.DateField(null=True, blank=True)
    used_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_vehicle"
        indexes = [models.Index(fields=["canonical"], name="vehicle_canonical")]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_until__isnull=True)
                | Q(used_from__isnull=True)
                | Q(used_until__gte=F("used_from")),
                name="vehicle_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        looks = " ".join(part for part in (self.colour, self.make) if part)
        until = f", until {in_words(self.used_until)}" if self.used_until else ""
        return f"{self.registration}{f', {looks}' if looks else ''}{until}"
