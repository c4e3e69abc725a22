"""Decisions about the law that the register applies. Rows are added, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cairn.accounts.models import User


class RuleSwitch(models.Model):
    """
    A rule switched on, or a figure changed, from a day; or such a decision withdrawn.

    `withdraws` names the decision that this row takes back, whose rule, day and value it repeats. The order
    of the ids is the order of the decisions.
    """

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField(max_length=80)
    jurisdiction = models.CharField(max_length=24)
    since = models.DateField()
    value = models.PositiveIntegerField(null=True, blank=True)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    reason = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "record_ruleswitch"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="rule_switch_has_a_reason"),
        ]
