"""Keeping what is typed, key by key, so that no word is lost; and noting which forms were sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.errors import BadInput, Conflict, NotFound
from cairn.record.drafts.models import Draft, SentForm
from cairn.record.drafts.queries import drafts_of_page
from cairn.record.identity.models import Nominal

# A page of forms is a few thousand characters; more is a mistake or an attack.
_MOST = 200_000
ALREADY_SENT = (
    "You have sent this page already, and it was done. Look at what was recorded before you add another."
)


@transaction.atomic
def save_draft(
    actor: User, *, page: str, nominal_id: UUID | None, typed: Mapping[str, Any], address: str = ""
) -> Draft:
    """
    Keep what was typed. Keys typed before and not given now stay as they were.

    Two saves of one draft at one time take turns; neither loses the other's keys.

    Parameters
        page: on which page, with what it is done to ("notify", "end_order:<id>").
        nominal_id: whom it is about; None while the person is not on the register.
        address: where its author goes on.

    Raises
        NotFound: no such nominal, or none that this user may see.
        BadInput: something that cannot be kept, or too much of it.
    """
    if nominal_id is not None and not Nominal.objects.filter(pk=nominal_id).exists():
        raise NotFound(NO_SUCH_PERSON)
    draft, _ = (
        drafts_of_page(actor, page, nominal_id)
        .select_for_update()
        .get_or_create(defaults={"author": actor, "page": page, "nominal_id": nominal_id, "address": address})
    )
    draft.typed = {**draft.typed, **_storable(typed)}
    if len(json.dumps(draft.typed)) > _MOST:
        raise BadInput(f"This is too long to keep. Use {_MOST} characters or fewer.", field="typed")
    draft.save(update_fields=["typed", "saved_at"])
    return draft


@transaction.atomic
def discard_draft(actor: User, *, draft_id: UUID) -> bool:
    """
    Forget a draft: it became a record, or its author gave it up.

    Twice is no mistake: the answer is whether it was there. Of two at one time only one hears yes.
    """
    gone, _ = Draft.objects.filter(pk=draft_id, author=actor).delete()
    return bool(gone)


def discard_drafts_of_page(actor: User, *, page: str, nominal_id: UUID | None) -> None:
    """Forget what this user typed on a page: it became a record."""
    drafts_of_page(actor, page, nominal_id).delete()


def note_sent(actor: User, *, token: UUID) -> None:
    """
    Note that the page with this token is being done, in the act's own transaction: an act that fails notes nothing.

    Of the same page sent twice at one time, the second waits for the first, and is refused if that is done.

    Raises
        Conflict: it was done before.
    """
    try:
        with transaction.atomic():
            SentForm.objects.create(token=token, user=actor)
    except IntegrityError as error:
        raise Conflict(ALREADY_SENT) from error


def note_where_it_led(actor: User, *, token: UUID, address: str) -> None:
    """Note where what was recorded is seen, for somebody who sends the page again."""
    SentForm.objects.filter(token=token, user=actor).update(led_to=address[:200])


def _storable(typed: Mapping[str, Any]) -> dict[str, Any]:
    try:
        text = json.dumps(dict(typed))
    except (TypeError, ValueError) as error:
        raise BadInput(f"A draft keeps text, numbers and lists only: {error}.", field="typed") from error
    if "\\u0000" in text:
        raise BadInput("There is a character here that cannot be kept. Type it again.", field="typed")
    kept: dict[str, Any] = json.loads(text)
    return kept
