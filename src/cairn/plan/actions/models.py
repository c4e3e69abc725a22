"""The risk management plan under its four pillars, and the actions that agencies owe to it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import Agency, User
from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.models import Nominal


class Pillar(models.TextChoices):
    """The four pillars of a risk management plan (MAPPA Guidance; HMPPS four pillars)."""

    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring-and-control", "Monitoring and control"
    INTERVENTIONS = "interventions-and-treatment", "Interventions and treatment"
    VICTIM_SAFETY = "victim-safety", "Victim safety"


@track_history()
class Plan(models.Model):
    """A person's risk management plan. One is open at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="plans")
    agreed_on = models.DateField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        verbose_name = "risk management plan"
        verbose_name_plural = "risk management plan"
        constraints = [
            models.UniqueConstraint(
                fields=["nominal"], condition=Q(closed_on__isnull=True), name="one_open_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"Agreed {in_words(self.agreed_on)}"


class ActionState(models.TextChoices):
    """Where an action stands. Overdue is not a state: it is an open action after its day."""

    PROPOSED = "proposed", "Waiting to be accepted"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    COMPLETED = "completed", "Completed"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Still somebody's to do, or to decide.
UNFINISHED = (ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.DECLINED)


@track_history()
class Action(models.Model):
    """Something one agency owes to the plan, by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    pillar = models.CharField(max_length=28, choices=Pillar)
    what = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PROPOSED)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    completed_on = models.DateField(null=True, blank=True)
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True)
    # Whoever in the agency does it, where the agency wishes to say so.
    named = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declined_on = models.DateField(null=True, blank=True)
    # Why it was last reworded, given another date or another agency; its past keeps the earlier ones.
    changed_why = models.TextField("why it was changed", blank=True)

    class Meta:
        verbose_name = "action in the plan"
        verbose_name_plural = "actions"
        indexes = [models.Index(fields=["agency", "state"], name="action_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="completed") | (Q(completed_on__isnull=False) & ~Q(outcome="")),
                name="completed_action_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(declined_on__isnull=False),
                name="declined_action_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("agreed_on")), name="action_due_after_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.agency.name})"
