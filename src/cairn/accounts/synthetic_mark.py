"""The mark of a database whose people are all invented."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class SyntheticMark(models.Model):
    """
    One row in a database whose people are all invented, and none in any other.

    Synthetic identifiers may be real people's, so the two never share a database (cairn.demo.mark).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    seed = models.BigIntegerField()
    nominals = models.PositiveIntegerField()
    as_at = models.DateField()
    # Who may be signed in as, for the sign-in page of a demonstration: username and who that is.
    sign_ins = models.JSONField(default=list)
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "access"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_synthetic_mark")]
