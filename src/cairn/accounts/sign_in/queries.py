"""Which providers there are, where a user is signed in, and what happened at the entrance."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from cairn.accounts.models import IdentityProvider, SignInEvent, User
from cairn.errors import NotFound


def open_providers() -> list[IdentityProvider]:
    """The identity providers by which people may sign in, by their agency's name."""
    return list(
        IdentityProvider.objects.filter(enabled=True)
        .select_related("agency")
        .order_by("agency__name", "slug")
    )


def open_provider(slug: str) -> IdentityProvider:
    """
    The identity provider of this short name.

    Raises
        NotFound: there is none, or it is switched off.
    """
    found = IdentityProvider.objects.filter(slug=slug, enabled=True).select_related("agency").first()
    if found is None:
        raise NotFound("No agency signs in at this address.")
    return found


def sessions_of(user: User) -> list[UserSession]:
    """Where a user is signed in now, the latest seen first; sessions that are over are cleared away."""
    living: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(living, key=lambda session: session.last_seen_at, reverse=True)


def happenings(user: User, *, most: int = 200) -> list[tuple[SignInEvent, str]]:
    """
    What happened at the entrance of the user's agency, the latest first, each with whose account it was.

    Row security gives administrators and auditors their agency's, and everybody their own.
    """
    events = list(SignInEvent.objects.filter(agency_id=user.agency_id).order_by("-at")[:most])
    names = dict(User.objects.filter(pk__in={event.user_id for event in events}).values_list("pk", "name"))
    return [(event, names.get(event.user_id, "")) for event in events if event.user_id is not None]
