"""
Agencies, their teams and people, and which agency works with whom.

A partnership holds the nominal's id as a value: the record stands above this room.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from cairn.access.roles import CASE_ROLES, Role
from cairn.ledger.history import remembered


class AgencyKind(models.TextChoices):
    """The kinds of agency that MAPPA joins (CJA 2003 s.325(6)), and those beside it."""

    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    PRISON = "prison", "Prison"
    HEALTH = "health", "Health"
    LOCAL_AUTHORITY = "local-authority", "Local authority"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    HOUSING = "housing", "Housing"
    EDUCATION = "education", "Education"
    DWP = "dwp", "Jobcentre Plus (DWP)"
    MONITORING = "electronic-monitoring", "Electronic monitoring"
    IMMIGRATION = "immigration", "Immigration enforcement"
    OTHER = "other", "Other"


class Agency(models.Model):
    """An organisation whose people sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24, choices=AgencyKind)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A unit within an agency, such as a MOSOVO team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="team_named_once")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """How the sign-in library finds a user."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person of an agency who signs in, in one role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="users")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="users")
    role = models.CharField(max_length=24, choices=Role)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as colleagues know it."""
        return self.name

    def has_role(self, *roles: Role) -> bool:
        """Whether this user acts in one of these roles."""
        return self.role in roles

    @property
    def reads_cases(self) -> bool:
        """Whether this role opens people's records at all."""
        return self.role in CASE_ROLES


class Relation(models.TextChoices):
    """What an agency is to a nominal."""

    OWNER = "owner", "Owner"
    PARTNER = "partner", "Partner"


@remembered(meta={"indexes": [models.Index(fields=["nominal_id"], name="partnership_past_of_nominal")]})
class Partnership(models.Model):
    """
    An agency works with a nominal, for a purpose, from one day until another.

    This row is why an agency sees a record. One agency at a time owns it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="partnerships")
    relation = models.CharField(max_length=8, choices=Relation)
    purpose = models.CharField(max_length=200)
    starts = models.DateField()
    until = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["agency", "nominal_id"], name="partnership_of_agency"),
            models.Index(fields=["nominal_id"], name="partnership_of_nominal"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nominal_id"],
                condition=Q(relation="owner", until__isnull=True),
                name="one_owner_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["nominal_id", "agency"],
                condition=Q(until__isnull=True),
                name="partnership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts")),
                name="partnership_ends_after_start",
            ),
        ]

    def current_on(self, as_at: date) -> bool:
        """Whether the agency works with the nominal on that day."""
        return self.starts <= as_at and (self.until is None or as_at <= self.until)


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
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_synthetic_mark")]
