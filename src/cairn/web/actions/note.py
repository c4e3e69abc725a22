"""
A signed note in every page that can be sent: whose words are typed on it, and of which page.

It proves that we made the page for this user, so it does several things at once: words typed on a page whose
session has run out are still kept for their author; no other site can send the page in a user's name; the same
page sent twice is known by its token; and what was on record when the page was opened can be told from what came
after.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from cairn.accounts.models import User
from cairn.accounts.sign_in.ended_sessions import NOTE_SECONDS, was_left

# The field of the page that carries it.
FIELD = "page_note"
_SALT = "cairn.web.actions"


@dataclass(frozen=True)
class PageNote:
    """
    What a page that can be sent says of itself.

    Parameters
        user_id: for whom it was made.
        page: which page, with the ids that stand in its address.
        nominal_id: whom it is about; nobody yet for a new person, and where the page shows nothing about anybody.
        address: where its author goes on.
        mark: of the session that it was made in.
        token: of this page, once; none on the pages of a wizard, whose draft serves as such.
        seen: the newest writing of each kind of row that the page rests on.
        back: where its author came from.
    """

    user_id: UUID
    page: str
    nominal_id: UUID | None
    address: str
    mark: str = ""
    token: UUID | None = None
    seen: tuple[int, ...] = ()
    back: str = ""


def issue(note: PageNote) -> str:
    """The note, to be carried in the page."""
    said = [note.user_id, note.page, note.nominal_id, note.address, note.mark, note.token]
    texts = [str(each) if each else "" for each in said]
    return signing.dumps([*texts, list(note.seen), note.back], salt=_SALT)


def read(text: str) -> PageNote | None:
    """What the note says; None if we did not write it, or more than a day ago."""
    try:
        user_id, page, nominal_id, address, mark, token, seen, back = signing.loads(
            text, salt=_SALT, max_age=NOTE_SECONDS
        )
    except (signing.BadSignature, ValueError):
        return None
    return PageNote(
        UUID(user_id),
        page,
        UUID(nominal_id) if nominal_id else None,
        address,
        mark,
        UUID(token) if token else None,
        tuple(seen),
        back,
    )


def author(note: PageNote) -> User | None:
    """The user who typed, unless they may no longer sign in, or have signed out since."""
    if was_left(note.mark):
        return None
    return User.objects.filter(pk=note.user_id, is_active=True).first()
