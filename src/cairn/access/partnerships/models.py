"""Which agency works with whom; nominals by their ids, since the record stands above this room."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from cairn.access.kinds import Purpose
from cairn.accounts.agencies.models import Agency, Team, User
from cairn.ledger.history import track_history


class Relation(models.TextChoices):
    """What an agency is to a nominal."""

    OWNER = "owner", "Owner"
    PARTNER = "partner", "Partner"


@track_history(meta={"indexes": [models.Index(fields=["nominal_id"], name="partnership_past_of_nominal")]})
class Partnership(models.Model):
    """
    An agency works with a nominal, for a purpose, from one day until another.

    This row is why an agency sees a record. One agency at a time owns it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    # Without an index of its own: `partnership_of_agency` begins with it.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="partnerships", db_index=False)
    relation = models.CharField(max_length=8, choices=Relation)
    # What a partner reads follows from the kind of its purpose; the purpose itself is in its own words.
    purpose_kind = models.CharField(max_length=24, choices=Purpose, default=Purpose.RISK_MANAGEMENT)
    purpose = models.CharField(max_length=200)
    # The owner's team that answers for the record; alerts go to its supervisors.
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField("from")
    until = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            # Asked by every policy, of the index alone: the rows of one agency lie all over the table.
            models.Index(
                fields=["agency", "nominal_id"],
                include=["relation", "purpose_kind", "starts", "until"],
                name="partnership_of_agency",
            ),
            models.Index(fields=["nominal_id"], name="partnership_of_nominal"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nominal_id"],
                condition=Q(relation="owner", until__isnull=True),
                name="one_owner_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["nominal_id", "agency"],
                condition=Q(until__isnull=True),
                name="partnership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts")),
                name="partnership_ends_after_start",
            ),
        ]

    def current_on(self, as_at: date) -> bool:
        """Whether the agency works with the nominal on that day."""
        return self.starts <= as_at and (self.until is None or as_at <= self.until)
