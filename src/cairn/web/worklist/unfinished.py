"""What the user has begun and not finished, with the way back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.accounts.models import User
from cairn.record.drafts.models import Draft
from cairn.record.drafts.queries import drafts_by
from cairn.record.identity.models import Name
from cairn.record.identity.queries import shown_names

# A page says itself what it does ("record_visit"), but for these.
_WORDS = {"notify": "Notification", "add-person": "Add a person"}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """
    Something typed and not confirmed.

    Parameters
        what: the page and, where it is about somebody, their name.
        nominal_id: whose record it is about; None while the person is not on the register.
    """

    what: str
    url: str
    saved_at: datetime
    nominal_id: UUID | None


def unfinished_work(user: User) -> list[Unfinished]:
    """
    The user's own unfinished entries, the latest first.

    One about a record that they may no longer see is left out: it could not be sent.
    """
    drafts = [draft for draft in drafts_by(user) if draft.address]
    about = {draft.nominal_id for draft in drafts if draft.nominal_id}
    names = shown_names(about) if about else {}
    return [
        Unfinished(_words(draft, names), draft.address, draft.saved_at, draft.nominal_id)
        for draft in drafts
        if draft.nominal_id is None or draft.nominal_id in names
    ]


def _words(draft: Draft, names: Mapping[UUID, Name]) -> str:
    """The page in words, without the ids that stand in its address, and whom it is about: End order: Owen Lingwell."""
    page = draft.page.split(":", 1)[0]
    what = _WORDS.get(page) or page.replace("_", " ").replace("-", " ").capitalize()
    return f"{what}: {names[draft.nominal_id]}" if draft.nominal_id else what
