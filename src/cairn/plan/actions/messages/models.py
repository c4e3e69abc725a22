"""What is said about an action between the agency that is to do it and the one that set it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import Agency, User
from cairn.ledger.history import track_history
from cairn.plan.actions.models import Action
from cairn.record.models import Nominal


class MessageKind(models.TextChoices):
    """What an agency says about an action; all but a comment want an answer."""

    DECLINE = "decline", "Declined"
    MORE_TIME = "more-time", "Asked for more time"
    QUESTION = "question", "Question"
    COMMENT = "comment", "Comment"


class AnswerKind(models.TextChoices):
    """What was decided about it."""

    ANSWERED = "answered", "Answered"
    NEW_DATE = "new-date", "Given a new date"
    REFUSED = "refused", "Refused: the action stands"
    WITHDRAWN = "withdrawn", "The action was withdrawn"
    CHANGED = "changed", "The action was changed"


@track_history()
class ActionMessage(models.Model):
    """One thing said about an action, by whom, and how it was answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="messages")
    # The agency that was to do the action then: it reads its own, whatever it works with the person for.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("what it is", max_length=9, choices=MessageKind)
    text = models.TextField("what was said")
    asked_due_on = models.DateField("date asked for", null=True, blank=True)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField("date")
    recorded_at = models.DateTimeField(auto_now_add=True)
    answer_kind = models.CharField("what was decided", max_length=9, choices=AnswerKind, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField("answered", null=True, blank=True)

    class Meta:
        verbose_name = "message about an action"
        verbose_name_plural = "messages about actions"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_kind="", answered_on__isnull=True, answered_by__isnull=True)
                | (~Q(answer_kind="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="message_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind="more-time") | Q(asked_due_on__isnull=False),
                name="more_time_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    @property
    def waits(self) -> bool:
        """Whether it wants an answer and has none."""
        return self.kind != MessageKind.COMMENT and not self.answer_kind
