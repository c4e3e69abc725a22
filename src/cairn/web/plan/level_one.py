"""Reviewing somebody at MAPPA level 1, and endorsing what came of it."""

from __future__ import annotations

from django import forms

from cairn.accounts.roles import CASE_MANAGERS
from cairn.plan.level_one.models import LevelOneReview
from cairn.plan.level_one.services import ENDORSERS, endorse_review, may_endorse, review_at_level_1
from cairn.plan.level_one.subject import LEVEL_ONE
from cairn.record.amendments.queries import get_fact
from cairn.web.actions.page import ActionPage, Done, Opened, Typed, asking
from cairn.web.actions.watching import of_person
from cairn.web.base.forms import TextField, long_text
from cairn.web.subjects.level_one import LevelOneForm


class EndorseForm(forms.Form):
    """What the manager says to it."""

    why = TextField(
        label="What you endorse, and why",
        widget=long_text(3),
        error_messages={"required": "Say what you endorse, and why"},
    )


def _review(opened: Opened, typed: Typed) -> Done:
    row = review_at_level_1(opened.user, nominal_id=opened.nominal_id, **typed)
    if row.waits:
        return Done("Review recorded. A manager has it to endorse.", row=row)
    return Done("Review recorded.", row=row)


def _waiting(opened: Opened) -> LevelOneReview:
    """
    Raises
        Conflict: it waits for no endorsement, or this user reviewed.
    """
    found: LevelOneReview = get_fact(LEVEL_ONE, opened.ids["level_one_id"], nominal_id=opened.nominal_id)
    may_endorse(opened.user, found)
    return found


def _endorse(opened: Opened, typed: Typed) -> Done:
    row = endorse_review(opened.user, review_id=opened.row.pk, **typed)
    return Done("Review endorsed. Its outcome sets no level by itself.", row=row)


def _said(opened: Opened) -> tuple[str, ...]:
    row = opened.row
    return (
        f"{row}. Reviewed by {row.reviewed_by.name}.",
        f"What has changed: {row.changed}",
        f"Why this outcome: {row.why}",
        "If it should be otherwise, leave this and talk to whoever reviewed: they correct the review.",
    )


REVIEW = ActionPage(
    name="review_level_1",
    title="Review at MAPPA level 1",
    button="Record review",
    form=asking(LevelOneForm, day="reviewed_on"),
    roles=CASE_MANAGERS,
    does=_review,
    watches=of_person(LevelOneReview),
    next_due={"level-1-review": "Next review due"},
)
ENDORSE = ActionPage(
    name="endorse_level_1",
    title="Endorse a review at MAPPA level 1",
    button="Endorse",
    form=asking(EndorseForm),
    roles=ENDORSERS,
    row=_waiting,
    does=_endorse,
    intro=_said,
    watches=of_person(LevelOneReview),
)
