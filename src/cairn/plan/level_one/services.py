"""Reviewing somebody at level 1, and endorsing what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS, Role
from cairn.errors import Conflict
from cairn.ledger.operations import Act, declare
from cairn.plan.level_one.models import LevelOneReview
from cairn.plan.level_one.subject import check_review
from cairn.record.field_checks import clean_text
from cairn.record.writing import changing, writing

REVIEWED = declare("level 1 review", Act.COLLECTION, "Reviewed the person at MAPPA level 1")
ENDORSED = declare("level 1 review endorsed", Act.ALTERATION, "Endorsed a review at MAPPA level 1")
ENDORSERS = frozenset({Role.SUPERVISOR})


def review_at_level_1(
    actor: User, *, nominal_id: UUID, reviewed_on: date, today: date | None = None, **answers: Any
) -> LevelOneReview:
    """
    Record a review at level 1. Its outcome sets no level: to refer is to ask the coordinator.

    Parameters
        answers: `changed`, `agencies`, `domestic_abuse`, `disclosure`, `plan`, `outcome` (of `ReviewOutcome`), `why`.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `check_review`.

    Source: MAPPA Guidance, levels of management: the lead agency reviews level 1.
    """
    doing = "review somebody at level 1"
    with writing(actor, nominal_id, REVIEWED, doing=doing, roles=CASE_MANAGERS, today=today) as act:
        row = LevelOneReview(nominal=act.nominal, reviewed_on=reviewed_on, reviewed_by=actor, **answers)
        check_review(row, act.today)
        act.save(row, key="review")
    return row


def endorse_review(actor: User, *, review_id: UUID, why: str, today: date | None = None) -> LevelOneReview:
    """
    Endorse what came of a review, as a manager who did not review.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        Conflict: it waits for no endorsement, or the actor reviewed.
        BadInput: nothing said.
    """
    found = LevelOneReview.objects.filter(pk=review_id).first()
    doing = "endorse a review at level 1"
    with changing(actor, found, ENDORSED, doing=doing, roles=ENDORSERS, today=today) as (act, row):
        may_endorse(actor, row)
        row.endorsed_why = clean_text(why, field="why", missing="Say what you endorse, and why.", most=4000)
        row.endorsed_by, row.endorsed_on = actor, act.today
        act.save(row, fields=["endorsed_why", "endorsed_by", "endorsed_on"])
    return row


def may_endorse(actor: User, row: LevelOneReview) -> None:
    """
    Raises
        Conflict: it waits for no endorsement, or the actor reviewed.
    """
    if not row.waits:
        raise Conflict("This review waits for nobody's endorsement.")
    if row.reviewed_by_id == actor.pk:
        raise Conflict("You made this review. Another manager endorses it.")
