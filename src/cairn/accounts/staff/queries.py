"""The people of an agency, as their administrator sees them."""

from __future__ import annotations

from uuid import UUID

from cairn.accounts.models import Team, User
from cairn.accounts.roles import Role
from cairn.errors import NotFound


def colleagues_of(user: User) -> list[User]:
    """Everybody of the user's agency: those who wait for approval first, the suspended last, by name."""
    everyone = User.objects.filter(agency_id=user.agency_id).select_related("team", "provider")
    return list(everyone.order_by("-awaiting_approval", "-is_active", "name"))


def colleague(user: User, user_id: UUID) -> User:
    """
    One person of the user's agency.

    Raises
        NotFound: nobody, or somebody of another agency; one message for both.
    """
    found = (
        User.objects.filter(pk=user_id, agency_id=user.agency_id)
        .select_related("team", "provider", "proposed_team", "proposed_by")
        .first()
    )
    if found is None:
        raise NotFound("Nobody of your agency has this account.")
    return found


def is_lone_administrator(user: User) -> bool:
    """Whether nobody else of the agency could approve what this administrator proposes."""
    others = User.objects.filter(agency_id=user.agency_id, role=Role.ADMINISTRATOR, is_active=True)
    return not others.exclude(pk=user.pk).exists()


def proposed_user_named(username: str) -> User:
    """
    The user of this username for whom a role is proposed, in capitals or not.

    Raises
        NotFound: nobody.
    """
    proposed = User.objects.filter(username__iexact=username.strip(), proposed_by__isnull=False)
    found = proposed.select_related("agency", "proposed_team").first()
    if found is None:
        raise NotFound(f"No role is proposed for a user '{username}'.", field="username")
    return found


def teams_of(user: User) -> list[Team]:
    """The teams of the user's agency, by name."""
    return list(Team.objects.filter(agency_id=user.agency_id).order_by("name"))
