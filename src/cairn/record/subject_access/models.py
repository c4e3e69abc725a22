"""A request for access, what was asked back, and each thing proposed for disclosure."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.accounts.models import User
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class Channel(models.TextChoices):
    """How a request reached us."""

    LETTER = "letter", "Letter"
    EMAIL = "email", "Email"
    FORM = "form", "Web form"
    IN_PERSON = "in-person", "In person or by telephone"


class Outcome(models.TextChoices):
    """What was decided. The letter says it, and its right of complaint (s.45(5), s.53)."""

    FULL = "full", "Access in full"
    PART = "part", "Access in part"
    RESTRICTED = "restricted", "Refused: access restricted, s.45(4)"
    UNFOUNDED = "unfounded", "Refused: manifestly unfounded or excessive, s.53"
    NEITHER = "neither", "Neither confirmed nor denied, s.45(4)-(6)"
    NOT_PURSUED = "not-pursued", "Not pursued by the person"


@track_history()
class SubjectRequest(models.Model):
    """
    One request under s.45(1). The clock counts from receipt, or from proof of identity if that was asked for.

    `decided_*` is the reviewer's, `released_*` the other person's who checked it and sent the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="subject_requests")
    received_on = models.DateField()
    channel = models.CharField(max_length=9, choices=Channel)
    representative = models.CharField("made on the person's behalf by", max_length=200, blank=True)
    asks = models.TextField("what is asked for", blank=True)
    identity_asked_on = models.DateField(null=True, blank=True)
    identity_shown_on = models.DateField(null=True, blank=True)
    identity_how = models.CharField("how identity was verified", max_length=200, blank=True)
    extended_on = models.DateField(null=True, blank=True)
    extended_why = models.TextField("why more time is needed", blank=True)
    gathered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    outcome_why = models.TextField("reasons, for the record and the Commissioner", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_subjectrequest"
        verbose_name = "subject access request"
        verbose_name_plural = "subject access requests"
        constraints = [
            models.UniqueConstraint(
                fields=["nominal"], condition=Q(released_on__isnull=True), name="one_open_subject_request"
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("decided_by")),
                name="release_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True, released_by__isnull=True)
                | Q(released_on__gte=F("decided_on"), released_by__isnull=False, decided_by__isnull=False),
                name="released_after_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, outcome="")
                | (Q(decided_on__gte=F("received_on"), decided_by__isnull=False) & ~Q(outcome="")),
                name="access_decided_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=(Q(identity_asked_on__isnull=True) | Q(identity_asked_on__gte=F("received_on")))
                & (Q(identity_shown_on__isnull=True) | Q(identity_shown_on__gte=F("received_on"))),
                name="identity_after_request",
            ),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True, extended_why="")
                | (Q(extended_on__gte=F("received_on")) & ~Q(extended_why="")),
                name="extension_has_a_reason",
            ),
        ]


@track_history()
class Clarification(models.Model):
    """Something we reasonably had to ask to find what is meant: those days do not count (s.54(3C))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="clarifications")
    asked_on = models.DateField()
    asked = models.TextField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "record_clarification"
        verbose_name = "question to the person"
        verbose_name_plural = "questions to the person"
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(answered_on__isnull=True), name="one_question_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="answered_after_asked",
            ),
        ]


class Ground(models.TextChoices):
    """Why something is withheld. Each but the last is a restriction of s.45(4)."""

    INQUIRY = "inquiry", "Would obstruct an inquiry, investigation or procedure, s.45(4)(a)"
    CRIME = "crime", "Would prejudice the prevention or detection of crime, s.45(4)(b)"
    PUBLIC_SECURITY = "public-security", "Protection of public security, s.45(4)(c)"
    NATIONAL_SECURITY = "national-security", "Protection of national security, s.45(4)(d)"
    OTHERS = "others", "Rights and freedoms of others: third-party information, s.45(4)(e)"
    PRIVILEGE = "privilege", "Legal professional privilege, s.45A"


class ItemDecision(models.TextChoices):
    """What becomes of one thing gathered."""

    PROPOSED = "proposed", "Not decided"
    DISCLOSE = "disclose", "Disclose"
    REDACT = "redact", "Disclose with parts withheld"
    WITHHOLD = "withhold", "Withhold"


@track_history()
class AccessItem(models.Model):
    """
    One row of the record as it was gathered, and what was decided about it.

    Parameters
        content: its facts, as [label, value] pairs.
        free_text: somebody must read it: it may speak of others.
        withheld: labels of the facts that are withheld; before a decision, those proposed.
        silent: not even that something is withheld is said, because saying so would undermine the
            restriction (s.45(6)).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    content = models.JSONField(default=list)
    free_text = models.BooleanField(default=True)
    decision = models.CharField(max_length=8, choices=ItemDecision, default=ItemDecision.PROPOSED)
    withheld = models.JSONField(default=list)
    ground = models.CharField(max_length=17, choices=Ground, blank=True)
    reason = models.TextField(blank=True)
    silent = models.BooleanField(default=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "record_accessitem"
        verbose_name = "item of an answer"
        verbose_name_plural = "items of answers"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["proposed", "disclose"]) | (~Q(ground="") & ~Q(reason="")),
                name="withheld_with_a_ground_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(silent=False) | (Q(decision__in=["redact", "withhold"]) & ~Q(ground="privilege")),
                name="silent_only_where_restricted",
            ),
            models.UniqueConstraint(fields=["request", "place"], name="one_item_a_place"),
        ]
