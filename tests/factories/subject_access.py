"""Requests for access, as they come in and are worked through."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from cairn.accounts.models import User
from cairn.record.subject_access.models import Ground, ItemDecision, SubjectRequest
from cairn.record.subject_access.release import decide_item, decide_outcome, decide_plain_items, gather_items
from cairn.record.subject_access.services import receive_request

CAME = date(2026, 3, 3)
TODAY = date(2026, 3, 10)


def ask(user: User, nominal_id: UUID, **facts: Any) -> SubjectRequest:
    """A letter from the person, with a copy of their passport."""
    known: dict[str, Any] = {
        "received_on": CAME,
        "channel": "letter",
        "identity_how": "Copy of passport",
        "today": TODAY,
    }
    return receive_request(user, nominal_id=nominal_id, **{**known, **facts})


def decided(user: User, request: SubjectRequest, *, silent: bool = False) -> SubjectRequest:
    """Everything gathered and decided: names of staff withheld, and what must be read withheld for crime."""
    gather_items(user, request_id=request.pk)
    decide_plain_items(user, request_id=request.pk, today=TODAY)
    for item in request.items.filter(decision=ItemDecision.PROPOSED):
        decide_item(
            user,
            item_id=item.pk,
            decision=ItemDecision.WITHHOLD,
            ground=Ground.CRIME,
            reason="Shows how the visits are planned.",
            silent=silent,
            today=TODAY,
        )
    return decide_outcome(user, request_id=request.pk, outcome="part", why="As marked.", today=TODAY)
