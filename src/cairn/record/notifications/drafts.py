"""What somebody has typed and not yet confirmed: kept key by key, so that no word is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import BadInput, NotFound
from cairn.record.identity.models import Nominal
from cairn.record.notifications.models import Draft

# A page of forms is a few thousand characters; more is a mistake or an attack.
_MOST = 200_000


@transaction.atomic
def save_draft(actor: User, *, journey: str, nominal_id: UUID | None, typed: Mapping[str, Any]) -> Draft:
    """
    Keep what was typed. Keys typed before and not given now stay as they were.

    Two saves of one draft at one time take turns; neither loses the other's keys.

    Parameters
        journey: which journey ("notify", "add-person").
        nominal_id: whom it is about; None while the person is not on the register.

    Raises
        NotAllowed: this role takes no notifications.
        NotFound: no such nominal, or none that this user may see.
        BadInput: something that cannot be kept, or too much of it.
    """
    require_role(actor, RECORD_KEEPERS, act="keep a draft")
    if nominal_id is not None and not Nominal.objects.filter(pk=nominal_id).exists():
        raise NotFound(NO_SUCH_PERSON)
    draft, _ = (
        _drafts(actor, journey, nominal_id)
        .select_for_update()
        .get_or_create(defaults={"author": actor, "journey": journey, "nominal_id": nominal_id})
    )
    draft.typed = {**draft.typed, **_storable(typed)}
    if len(json.dumps(draft.typed)) > _MOST:
        raise BadInput(f"This is too long to keep. Use {_MOST} characters or fewer.", field="typed")
    draft.save(update_fields=["typed", "saved_at"])
    return draft


def draft_of(actor: User, *, journey: str, nominal_id: UUID | None) -> Draft | None:
    """What this user typed of that journey and has not confirmed. Nobody sees another's."""
    return _drafts(actor, journey, nominal_id).first()


@transaction.atomic
def discard_draft(actor: User, *, draft_id: UUID) -> bool:
    """
    Forget a draft: it became a record, or its author gave it up.

    Twice is no mistake: the answer is whether it was there. Of two at one time only one hears yes.
    """
    gone, _ = Draft.objects.filter(pk=draft_id, author=actor).delete()
    return bool(gone)


def _drafts(actor: User, journey: str, nominal_id: UUID | None) -> QuerySet[Draft]:
    drafts = Draft.objects.filter(author=actor, journey=journey)
    return drafts.filter(nominal_id=nominal_id) if nominal_id else drafts.filter(nominal_id__isnull=True)


def _storable(typed: Mapping[str, Any]) -> dict[str, Any]:
    try:
        text = json.dumps(dict(typed))
    except (TypeError, ValueError) as error:
        raise BadInput(f"A draft keeps text, numbers and lists only: {error}.", field="typed") from error
    if "\\u0000" in text:
        raise BadInput("There is a character here that cannot be kept. Type it again.", field="typed")
    kept: dict[str, Any] = json.loads(text)
    return kept
