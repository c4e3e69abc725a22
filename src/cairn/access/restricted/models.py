"""Restricted records and restricted facts: the layers on top of partnership."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cairn.accounts.agencies.models import User
from cairn.ledger.history import track_history


class Ground(models.TextChoices):
    """Why a whole record is for named people only."""

    POLICE_EMPLOYEE = "police-employee", "A police officer or employee, or a relative of one"
    PUBLIC_FIGURE = "public-figure", "A public figure"
    PROTECTED = "protected-person", "A protected person"
    OPERATION = "operation", "A covert operation or a source"
    OTHER = "other", "Another reason, given in words"


@track_history()
class RestrictedNominal(models.Model):
    """A record that only the people it names may open, and of which nobody else is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    ground = models.CharField(max_length=20, choices=Ground)
    why = models.TextField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nominal_id"], condition=Q(lifted_at__isnull=True), name="restricted_once"
            ),
        ]


@track_history()
class NamedReader(models.Model):
    """One of those who may open a restricted record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nominal_id", "user"], condition=Q(ended_at__isnull=True), name="named_once"
            ),
        ]


class Category(models.TextChoices):
    """Why one fact is restricted."""

    SOURCE = "source", "It would show who told us"
    VICTIM = "victim", "A victim's details"
    THIRD_PARTY = "third-party", "Information about somebody else"
    INVESTIGATION = "investigation", "It would harm an investigation"


@track_history()
class RestrictedFact(models.Model):
    """
    One row of the record, kept for the roles and agencies named.

    `shown`: others are told that something is redacted and why; otherwise nothing is said of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    # The table and the row, as values: the rooms that hold them stand above this one.
    kept_in = models.CharField(max_length=63)
    row_id = models.UUIDField()
    category = models.CharField(max_length=16, choices=Category)
    why = models.TextField()
    roles = ArrayField(models.CharField(max_length=24))
    agencies = ArrayField(models.UUIDField())
    shown = models.BooleanField(default=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["nominal_id"], name="restrictedfact_of_nominal")]
        constraints = [
            models.UniqueConstraint(
                fields=["kept_in", "row_id"],
                condition=Q(lifted_at__isnull=True),
                name="fact_restricted_once",
            ),
        ]


class Repetition(models.Model):
    """
    That one row (`said_row`) repeats another (`row_id`): a notification, the address that was notified.

    Whoever may not read a restricted fact does not read what repeats it either; and where the restricted row is
    the one that repeats (a notification), they do not read what it repeats (cairn_bind). Not a fact, and never
    changed. `shown`: readers of the page are told of the row that repeats it, by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    said_in = models.CharField(max_length=63)
    said_row = models.UUIDField()
    kept_in = models.CharField(max_length=63)
    row_id = models.UUIDField()
    shown = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["row_id"], name="repetition_of_row"),
            models.Index(fields=["nominal_id"], name="repetition_of_nominal"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["said_row", "row_id"], name="repeated_once"),
        ]
