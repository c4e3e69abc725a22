"""Agencies, their teams and their people."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cairn.accounts.kinds import AgencyKind
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.accounts.sign_in.models import IdentityProvider


class Agency(models.Model):
    """An organisation whose people sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24, choices=AgencyKind)

    class Meta:
        app_label = "access"

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A unit within an agency, such as a MOSOVO team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        app_label = "access"
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
    # Came by their agency's identity provider for the first time, or was added in a role that opens records:
    # an administrator has yet to approve.
    awaiting_approval = models.BooleanField(default=False, db_default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    # Who this is at their agency's identity provider; None for an account with a password of its own.
    provider = models.ForeignKey(
        IdentityProvider, on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    subject = models.CharField(max_length=255, blank=True, default="", db_default="")
    # A role that opens records, which one administrator proposed and another has yet to approve. It is the role
    # itself on an account that was added in it, and another one on an account that keeps its role until then.
    proposed_role = models.CharField(max_length=24, blank=True, default="", db_default="", choices=Role)
    proposed_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        app_label = "access"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"],
                condition=Q(provider__isnull=False),
                name="one_user_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(provider__isnull=True, subject="") | (Q(provider__isnull=False) & ~Q(subject="")),
                name="subject_with_provider",
            ),
            models.CheckConstraint(
                condition=~Q(awaiting_approval=True, is_active=True), name="pending_opens_nothing"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True, proposed_team__isnull=True, proposed_role="")
                | (Q(proposed_by__isnull=False) & ~Q(proposed_role="")),
                name="proposed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as colleagues know it."""
        return self.name

    def has_role(self, *roles: Role) -> bool:
        """Whether this user acts in one of these roles."""
        return self.role in roles

    @property
    def role_kind(self) -> Role:
        """The role as one of the closed list."""
        return Role(self.role)

    @property
    def is_proposed(self) -> bool:
        """Whether this whole account is only proposed: its own role has yet to be approved."""
        return self.proposed_by_id is not None and self.proposed_role == self.role

    @property
    def reads_cases(self) -> bool:
        """Whether this role opens people's records at all."""
        return self.role in CASE_ROLES
