"""The people of an agency, as their administrator sees them."""

from __future__ import annotations

from uuid import UUID

from cairn.accounts.models import Team, User
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
        User.objects.filter(pk=user_id, agency_id=user.agency_id).select_related("team", "provider").first()
    )
    if found is None:
        raise NotFound("Nobody of your agency has this account.")
    return found


def teams_of(user: User) -> list[Team]:
    """The teams of the user's agency, by name."""
    return list(Team.objects.filter(agency_id=user.agency_id).order_by("name"))
