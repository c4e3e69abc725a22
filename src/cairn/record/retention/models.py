"""Decisions to keep a record or to dispose of it, and holds that forbid disposal."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class Decision(models.TextChoices):
    """What a review decides."""

    RETAIN = "retain", "Keep"
    DISPOSE = "dispose", "Dispose"


@track_history()
class RetentionReview(models.Model):
    """
    One review of the need to keep a record (DPA 2018 s.39).

    A decision to dispose is carried out only after another person has confirmed it, and may be
    withdrawn until then. When it is carried out this row goes with the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="retention_reviews")
    # The schedule's rule under which it fell due, and the day; null for a review before its time.
    rule = models.CharField(max_length=40)
    due_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField("necessity test", default=dict)
    decision = models.CharField(max_length=7, choices=Decision)
    reason = models.TextField()
    next_due_on = models.DateField("next review", null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.TextField("why it was withdrawn", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_retentionreview"
        verbose_name = "retention review"
        verbose_name_plural = "retention reviews"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="retention_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision="retain", next_due_on__gt=F("reviewed_on"))
                | Q(decision="dispose", next_due_on__isnull=True),
                name="retention_has_a_next_review",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("reviewed_by")),
                name="disposal_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(decision="dispose", confirmed_by__isnull=False, confirmed_on__gte=F("reviewed_on")),
                name="disposal_confirmed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True, withdrawn_why="")
                | (
                    Q(decision="dispose", withdrawn_by__isnull=False, withdrawn_on__gte=F("reviewed_on"))
                    & ~Q(withdrawn_why="")
                ),
                name="disposal_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["nominal"],
                condition=Q(decision="dispose", withdrawn_on__isnull=True),
                name="one_disposal_at_a_time",
            ),
        ]

    @property
    def awaiting_confirmation(self) -> bool:
        """A decision to dispose that nobody has yet confirmed or withdrawn."""
        return self.decision == Decision.DISPOSE and not self.confirmed_on and not self.withdrawn_on

    @property
    def confirmed(self) -> bool:
        """A decision to dispose that stands and waits to be carried out."""
        return bool(self.confirmed_on) and not self.withdrawn_on


@track_history()
class LegalHold(models.Model):
    """Nothing of this person's is disposed of while it stands: an inquiry, a review, a trial, a claim."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    set_on = models.DateField("date")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_why = models.TextField("why it was lifted", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_legalhold"
        verbose_name = "legal hold"
        verbose_name_plural = "legal holds"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True, lifted_why="")
                | (Q(lifted_on__gte=F("set_on"), lifted_by__isnull=False) & ~Q(lifted_why="")),
                name="hold_lifted_with_a_reason",
            ),
        ]
