"""
A signed note in every page of a journey that says whose words are typed there.

It proves that we made the page for this user, so it does two things: words typed on a page whose session
has run out are still saved for their author, and no other site can send the page in a user's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from cairn.accounts.models import User
from cairn.accounts.sign_in.ended_sessions import NOTE_SECONDS, was_left

_SALT = "cairn.web.journey"


@dataclass(frozen=True)
class Claim:
    """Whose draft, of which journey, about whom (nobody yet for a new person); `mark`: of the session it came from."""

    user_id: UUID
    journey: str
    nominal_id: UUID | None
    mark: str = ""


def issue(claim: Claim) -> str:
    """The note, to be carried in the page."""
    about = str(claim.nominal_id) if claim.nominal_id else ""
    return signing.dumps([str(claim.user_id), claim.journey, about, claim.mark], salt=_SALT)


def read(note: str) -> Claim | None:
    """What the note says; None if we did not write it, or more than a day ago."""
    try:
        user_id, journey, about, *mark = signing.loads(note, salt=_SALT, max_age=NOTE_SECONDS)
    except signing.BadSignature:
        return None
    return Claim(UUID(user_id), journey, UUID(about) if about else None, *mark)


def author(claim: Claim) -> User | None:
    """The user who typed, unless they may no longer sign in, or have signed out since."""
    if was_left(claim.mark):
        return None
    return User.objects.filter(pk=claim.user_id, is_active=True).first()
