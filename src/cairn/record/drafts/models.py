"""What was typed and not yet sent; and the forms that were sent, so that none is recorded twice."""

from __future__ import annotations

import uuid

from django.db import models

from cairn.accounts.models import User


class Draft(models.Model):
    """
    What somebody has typed on a page and not yet confirmed: no word is lost.

    Seen by its author only. Gone when it becomes a record. Not remembered: it never was a fact.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Nobody yet for a new person, and for a page that says nothing about anybody.
    nominal_id = models.UUIDField(null=True)
    # The page, with the ids in its address that say what it is done to.
    page = models.CharField(max_length=160)
    # Where its author goes on.
    address = models.CharField(max_length=200, blank=True, default="")
    typed = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "record_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["author", "page", "nominal_id"], name="one_draft_a_page", nulls_distinct=False
            ),
        ]


class SentForm(models.Model):
    """
    A form that was sent and done. The token is on the page, once: the same page sent again is told so.

    Kept for as long as a page may be sent. Holds nothing of what was typed.
    """

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Where what was recorded is seen.
    led_to = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_sentform"
        indexes = [models.Index(fields=["sent_at"], name="sentform_sent")]
