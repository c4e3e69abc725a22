"""
One row for each thing somebody did (DPA 2018 s.62 names the acts), and the log that proves the rows.

Ids are kept as values, not foreign keys: the ledger stands below every other room, and an entry
must outlive what it speaks of. No personal content: kinds and record ids only.

The log is kept to verify that processing is lawful, for self-monitoring, for integrity and security, and
for criminal proceedings, and may be used for nothing else (Data Protection Act 2018 s.62(4)).
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from cairn.ledger.operations import Act


class Entry(models.Model):
    """
    Who did what to whose record, when, why, for whom, and in which request.

    No actor: the operator, at the command line. `erased`: what was personal in it has been lawfully erased.
    """

    at = models.DateTimeField(db_default=Now())
    act = models.CharField(max_length=16, choices=Act)
    actor_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    nominal_id = models.UUIDField(null=True)
    what = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    recipient = models.TextField(blank=True, default="", db_default="")
    request = models.CharField(max_length=36, blank=True)
    erased = models.BooleanField(default=False, db_default=False)

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
            # A disclosure says to whom and why (DPA 2018 s.62(3)); what has been erased no longer can.
            models.CheckConstraint(
                condition=~models.Q(act="disclosure") | ~models.Q(recipient="") | models.Q(erased=True),
                name="ledger_disclosed_to_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(act="disclosure") | ~models.Q(why="") | models.Q(erased=True),
                name="ledger_disclosed_why",
            ),
        ]


class Unsealed(models.Model):
    """
    A row that the log does not hold yet: noted by a trigger as it was written, taken away by the sealer.

    `at` is when the database began the writing (the statement for an entry, the transaction for a history
    row), `role` who was logged in to it, and `mark` a hash of all of this and of the row as it was written.
    """

    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    role = models.CharField(max_length=63)
    xid = models.BigIntegerField()
    at = models.DateTimeField()
    mark = models.BinaryField()


class Shape(models.Model):
    """Which columns a table had when its rows were sealed, so that a later column breaks no digest."""

    table_name = models.CharField(max_length=63)
    columns = models.JSONField()


class Leaf(models.Model):
    """One row in the log. Without its salt, the digest says nothing any more about the row's content."""

    index = models.BigIntegerField(primary_key=True)
    shape_id = models.BigIntegerField()
    row_id = models.BigIntegerField()
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()
    role = models.CharField(max_length=63)
    xid = models.BigIntegerField()
    at = models.DateTimeField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shape_id", "row_id"], name="ledger_sealed_once")]


class Node(models.Model):
    """The hash of a whole sub-tree of 2**level leaves, level 1 and up; those of level 0 are the leaves' own."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()


class Head(models.Model):
    """The root of the first `size` leaves, signed; `previous` is the hash of what the head before it signed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    previous = models.BinaryField()
    signature = models.BinaryField()


class SigningKey(models.Model):
    """The public half of a key that signs heads, signed by the key before it (the first by itself)."""

    id = models.CharField(max_length=16, primary_key=True)
    public = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=16)
    signature = models.BinaryField()


class Disposed(models.Model):
    """A leaf whose row was lawfully erased, and the entry of the erasure, which seals the list of them."""

    leaf_index = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["entry_id"], name="ledger_disposed_by")]
