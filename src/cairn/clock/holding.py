"""
What is owed because a record is held at all: reviews of the need to keep it, and requests to see it.

Pure. A retention review comes onto the worklist some time before it is due; one decades away is nobody's
work today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from cairn.clock.facts import CaseFacts, OpenRequest
from cairn.clock.models import Basis
from cairn.clock.wording import kind_words
from cairn.dates import in_words
from cairn.law.answers import Assessment
from cairn.law.rulebook import Rulebook
from cairn.record.retention.due import PROVISION, next_review
from cairn.record.retention.schedule import Schedule
from cairn.record.subject_access import deadline

REVIEW, CONFIRM, ACCESS = "retention-review", "disposal-check", "subject-access"
# None of these is the law of notification's, or the officer's to meet.
HOLDING = frozenset({REVIEW, CONFIRM, ACCESS})


class Held(NamedTuple):
    """One duty; fields are named as the arguments of a projection's row."""

    basis: str
    kind: str
    due: date | None
    arose: date
    what: str
    why: str
    provision: str
    source: UUID | None = None
    latest: date | None = None


def holding(
    facts: CaseFacts, assessment: Assessment, *, schedule: Schedule, book: Rulebook
) -> tuple[list[Held], list[date]]:
    """The duties of the assessment's day, and later days on which one of them arises by itself."""
    on = assessment.as_at
    held = [_access(request) for request in facts.requests if request.received <= on]
    arising = [request.received for request in facts.requests]
    deciding = [review for review in facts.reviews if review.disposes and review.on <= on]
    if deciding:
        held += _confirmation(facts, on, schedule)
        return held, arising
    kept = facts.kept
    if kept is None:
        return held, arising
    review = next_review(facts.person, assessment, kept=kept, schedule=schedule, book=book)
    if review.due is None or review.arises is None:
        return held, arising
    if review.arises > on:
        return held, [*arising, review.arises]
    held.append(
        Held(
            basis=review.rule.basis,
            kind=REVIEW,
            due=review.due,
            arose=review.arises,
            what=kind_words(REVIEW),
            why=review.why,
            provision=f"{PROVISION}; {review.rule.group}",
        )
    )
    return held, arising


def _confirmation(facts: CaseFacts, on: date, schedule: Schedule) -> Iterator[Held]:
    """A second person's check of a decision to dispose."""
    for review in facts.reviews:
        if review.disposes and not review.confirmed and review.on <= on:
            yield Held(
                basis=Basis.POLICY.value,
                kind=CONFIRM,
                due=review.on + timedelta(days=schedule.days("confirm", review.on)),
                arose=review.on,
                what=kind_words(CONFIRM),
                why=f"Decided {in_words(review.on)}; somebody else must confirm or withdraw it",
                provision="Local policy on retention",
                source=review.id,
            )


def _access(request: OpenRequest) -> Held:
    by = deadline.answer_by(
        received=request.received,
        identity_asked=request.identity_asked,
        identity_shown=request.identity_shown,
        asked=request.asked,
        extended=request.extended,
    )
    return Held(
        basis=Basis.STATUTE.value,
        kind=ACCESS,
        due=by.due,
        arose=request.received,
        what=kind_words(ACCESS),
        why=by.why,
        provision=deadline.PROVISION,
        source=request.id,
        latest=by.latest,
    )
