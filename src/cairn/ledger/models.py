"""
One row for each thing somebody did: DPA 2018 s.62 names the acts.

Ids are kept as values, not foreign keys: the ledger stands below every other room, and an entry
must outlive what it speaks of. No personal content: kinds and record ids only.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Act(models.TextChoices):
    """The processing operations that must be logged (Data Protection Act 2018 s.62(1))."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"


class Entry(models.Model):
    """Who did what to whose record, when, why, and in which request. The sealer numbers leaves by `id`."""

    at = models.DateTimeField(db_default=Now())
    act = models.CharField(max_length=16, choices=Act)
    actor_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    nominal_id = models.UUIDField(null=True)
    what = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    request = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["nominal_id", "id"], name="ledger_of_nominal"),
            models.Index(fields=["actor_id", "id"], name="ledger_of_actor"),
            models.Index(fields=["agency_id", "id"], name="ledger_of_agency"),
            models.Index(fields=["agency_id", "at"], name="ledger_of_agency_by_day"),
            models.Index(fields=["agency_id", "what", "id"], name="ledger_of_agency_by_kind"),
            # Most acts are consultations: those are found without it, and a look does not pay for it.
            models.Index(
                fields=["agency_id", "act", "id"],
                name="ledger_of_agency_by_act",
                condition=~models.Q(act="consultation"),
            ),
            models.Index(fields=["request"], name="ledger_of_request"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="ledger_act_known"),
        ]
