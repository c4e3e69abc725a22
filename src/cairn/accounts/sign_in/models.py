"""
An agency's identity provider, what its groups mean here, and what happened at the entrance.

A provider's client secret is not here: it is a file of the operator's (cairn.accounts.sign_in.secret).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from cairn.accounts.roles import Role


class IdentityProvider(models.Model):
    """An OpenID Connect provider by which people of one agency, and of no other, sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="identity_providers")
    slug = models.SlugField(max_length=40, unique=True)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    subject_claim = models.CharField(max_length=60, default="sub")
    name_claim = models.CharField(max_length=60, default="name")
    email_claim = models.CharField(max_length=60, default="email")
    groups_claim = models.CharField(max_length=60, default="groups")
    scopes = models.CharField(max_length=200, default="openid profile email")
    # A word that the provider must put in `amr` (RFC 8176), such as "mfa"; empty asks for none.
    required_amr = models.CharField(max_length=40, blank=True)
    enabled = models.BooleanField(default=True)

    class Meta:
        app_label = "access"

    def __str__(self) -> str:
        return self.slug


class GroupRole(models.Model):
    """What membership of a provider's group makes somebody here; of several, the lowest rank counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="group_roles")
    group = models.CharField(max_length=200)
    role = models.CharField(max_length=24, choices=Role)
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT, null=True, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        app_label = "access"
        constraints = [models.UniqueConstraint(fields=["provider", "group"], name="group_means_one_thing")]


class Happening(models.TextChoices):
    """What is kept of the entrance."""

    SIGNED_IN = "signed-in", "Signed in"
    CONFIRMED = "confirmed", "Confirmed that it was still them"
    REFUSED = "refused", "Sign-in refused"
    LOCKED_OUT = "locked-out", "Locked out: too many wrong passwords"
    LOCK_LIFTED = "lock-lifted", "Lock-out lifted"
    PENDING = "pending", "Came for the first time, and waits for approval"
    LEFT = "left", "Suspended: in none of the groups that give a role"
    UNUSED = "unused", "Suspended: not used for long"
    FACTOR_ADDED = "factor-added", "Second factor or passkey added"
    FACTOR_REMOVED = "factor-removed", "Second factor or passkey removed"
    PASSWORD_CHOSEN = "password-chosen", "Chose a password by invitation"
    PASSWORD_CHANGED = "password-changed", "Changed the password"
    CODES_MADE = "codes-made", "Recovery codes made"
    CODE_USED = "code-used", "Recovery code used"
    SESSIONS_ENDED = "sessions-ended", "Sessions ended"


class SignInEvent(models.Model):
    """
    One thing that happened at the entrance.

    A name that a stranger typed and that matches nobody is kept only as a keyed digest: it may be a
    password typed in the wrong field. Ids are values, so an event outlives what it speaks of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=16, choices=Happening)
    user_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    by_id = models.UUIDField(null=True)
    way = models.CharField(max_length=24, blank=True)
    typed = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "access"
        indexes = [
            models.Index(fields=["agency_id", "at"], name="sign_in_of_agency"),
            models.Index(fields=["user_id", "at"], name="sign_in_of_user"),
        ]
