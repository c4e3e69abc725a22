"""
The projection: every duty that somebody owes, and the registration each comes from.

A row that depends on a restricted fact is kept twice (cairn.clock.redaction.redact): as it is, for those who may see
the fact, and without what the fact says, for everybody else (`redacted`). Each reader sees one of them.

Nothing here is a fact. All of it can be dropped and made again from the facts; it is never edited.
No foreign key points here, and it keeps ids as values, so that a bulk rebuild is one COPY.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value


class Basis(models.TextChoices):
    """What makes it a duty."""

    STATUTE = "statute", "Statute"
    GUIDANCE = "guidance", "Guidance"
    POLICY = "policy", "Local policy"
    PLAN = "plan", "Plan"


class DutyState(models.TextChoices):
    """Where a duty stands today. Met duties leave the projection: the facts that met them remain."""

    OVERDUE = "overdue", "Overdue"
    OPEN = "open", "Open"
    SUSPENDED = "suspended", "Suspended"
    # Owed only if the person is registrable, which is undecided; due on no day, and nobody is late with it.
    POSSIBLE = "possible", "If registrable"


class CaseSummary(models.Model):
    """What the law says of one person today, and the day on which that changes by itself."""

    nominal_id = models.UUIDField()
    registrable = models.BooleanField("subject to notification requirements")
    since = models.DateField("from", null=True)
    # The last day; null while registrable means indefinite, or not yet known.
    until = models.DateField(null=True)
    indefinite = models.BooleanField("without an end", default=False)
    # What is not known is not a no: where `undecided`, `registrable` says nothing.
    undecided = models.BooleanField("undecided whether they are", default=False, db_default=False)
    # What the answer, or its end, turns on: codes of cairn.law.needs.
    needs = ArrayField(models.CharField(max_length=24), default=list, db_default=Value("{}"))
    may_run_to = models.DateField("may run to", null=True)
    may_be_indefinite = models.BooleanField("may have no end", default=False, db_default=False)
    category = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    risk = models.CharField(max_length=10, blank=True)
    agency_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    officer_id = models.UUIDField(null=True)
    changes_on = models.DateField("next worked out on", null=True)
    # The restrictions of facts without which it would be another row; null for nearly everybody.
    depends_on = ArrayField(models.UUIDField(), null=True, db_column="rests_on")
    redacted = models.BooleanField(default=False, db_default=False, db_column="stands_in")
    # The fields that a redacted row leaves empty, where its readers may be told that something is restricted.
    redacted_fields = ArrayField(models.CharField(max_length=24), null=True, db_column="withheld")

    # Read beside the row by cairn.clock.explaining.queries.case_summary_of: see `duties_of_day`.
    clock_day: date | None = None
    kept: bool = False
    kept_as_at: date | None = None

    class Meta:
        db_table = "clock_standing"
        indexes = [models.Index(fields=["changes_on"], name="standing_changes")]
        constraints = [
            models.UniqueConstraint(fields=["nominal_id", "redacted"], name="one_standing_a_reader"),
        ]

    def duties_of_day(self, today: date) -> date | None:
        """
        The day that this person's duties are of, where it is not today.

        What was made on an earlier day is right until the day on which it changes by itself. A redacted row may
        not tell that day: then they are of the day to which the clock was brought.
        """
        if self.kept:
            return self.kept_as_at
        if self.clock_day is None or self.clock_day == today:
            return None
        if self.clock_day < today and not self.redacted:
            if self.changes_on is None or self.changes_on > today:
                return None
            return self.changes_on - timedelta(days=1)
        return self.clock_day


class Duty(models.Model):
    """One thing owed: what, by whom, by when, and why, in one row that a worklist shows."""

    nominal_id = models.UUIDField()
    basis = models.CharField(max_length=8, choices=Basis)
    kind = models.CharField(max_length=24)
    of = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, choices=DutyState)
    # Null while suspended: the clock is stopped.
    due = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    # The last day on the generous reading of the words; between `due` and it, lateness is arguable.
    latest = models.DateField(null=True)
    # Null in a redacted row: the day is often the restricted fact's own.
    arose = models.DateField(null=True)
    what = models.CharField(max_length=300)
    why = models.CharField(max_length=400)
    provision = models.CharField(max_length=80, blank=True)
    # "offender", "police", or an agency's kind.
    owed_by = models.CharField(max_length=24)
    # The agency whose people must see it done: the owner, or the agency that owes an action.
    agency_id = models.UUIDField()
    owner_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    officer_id = models.UUIDField(null=True)
    risk = models.CharField(max_length=10, blank=True)
    # The row it comes from, if one row does (an action).
    source_id = models.UUIDField(null=True)
    # As in CaseSummary.
    depends_on = ArrayField(models.UUIDField(), null=True, db_column="rests_on")
    redacted = models.BooleanField(default=False, db_default=False, db_column="stands_in")

    class Meta:
        indexes = [
            models.Index(fields=["nominal_id"], name="duty_of_nominal"),
            models.Index(fields=["officer_id", "due"], name="duty_of_officer"),
            models.Index(fields=["team_id", "due"], name="duty_of_team"),
            models.Index(fields=["agency_id", "due"], name="duty_of_agency"),
            models.Index(fields=["owner_id", "due"], name="duty_of_owner"),
        ]


class ClockDay(models.Model):
    """The day to which the register's duties were last brought. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField()
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_clock_day")]


class KeptDuties(models.Model):
    """A person whose duties could not be made by a run: those of an earlier day are kept until one succeeds."""

    nominal_id = models.UUIDField(primary_key=True)
    # The day that they are of; null where there are none.
    as_at = models.DateField(null=True)
    failed_at = models.DateTimeField()
    tried_at = models.DateTimeField()
    # The kind of error. Its words may quote a row, so they are kept nowhere.
    error = models.CharField(max_length=100)
