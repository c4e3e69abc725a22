"""
The reviews of the need to keep a record, and the second look at a decision to dispose of it.

A review comes onto the worklist some time before it is due; one decades away is nobody's work today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import POLICY, Answer, Case, DutyOwed, DutySource
from cairn.record.retention.due import PROVISION, Kept, ReviewDue, next_review
from cairn.record.retention.schedule import Schedule, current

REVIEW, CONFIRM = "retention-review", "disposal-check"
KINDS: Mapping[str, str] = {
    REVIEW: "Review the need to keep this record",
    CONFIRM: "Check a decision to dispose of this record",
}


class Reviewed(msgspec.Struct, frozen=True, array_like=True):
    """A review of the need to keep the record that was not withdrawn."""

    id: UUID
    disposes: bool
    on: date
    keep_until: date | None
    confirmed: bool


class Keeping(msgspec.Struct, frozen=True):
    """The day the person was put on the register, and the reviews since, in the order they were made."""

    added_on: date | None = None
    reviews: tuple[Reviewed, ...] = ()

    @property
    def kept(self) -> Kept | None:
        """What the retention schedule needs to know; None of somebody who is not on the register."""
        if self.added_on is None:
            return None
        last = next((one for one in reversed(self.reviews) if not one.disposes), None)
        return Kept(self.added_on, last.on if last else None, last.keep_until if last else None)


_read = msgspec.json.Decoder(Keeping).decode


class RetentionSource(DutySource[Keeping]):
    """A review when its time comes; once it decides to dispose, the check of that decision."""

    name: ClassVar[str] = "retention"
    kinds: ClassVar[Mapping[str, str]] = KINDS
    statement: ClassVar[str] = """
        SELECT nominal_id, json_build_object(
                   'added_on', (added_at AT TIME ZONE 'Europe/London')::date,
                   'reviews', coalesce((
                       SELECT json_agg(json_build_array(
                           id, decision = 'dispose', reviewed_on, next_due_on, confirmed_on IS NOT NULL
                       ) ORDER BY reviewed_on, recorded_at, id)
                       FROM record_retentionreview r
                       WHERE withdrawn_on IS NULL AND r.nominal_id = n.nominal_id AND {kept}), '[]')
               )::text
        FROM (SELECT id AS nominal_id, added_at FROM record_nominal) n WHERE {these}
    """

    def __init__(self, schedule: Schedule | None = None) -> None:
        self._schedule = schedule

    @property
    def schedule(self) -> Schedule:
        """The one given, or the one that this installation runs."""
        return self._schedule or current()

    def read(self, document: str | None) -> Keeping:
        return _read(document) if document else Keeping()

    def answer(self, facts: Keeping, case: Case) -> Answer:
        decided = [review.on for review in facts.reviews]
        if any(review.disposes and review.on <= case.as_at for review in facts.reviews):
            return Answer(list(self._confirmations(facts, case.as_at)), decided)
        kept = facts.kept
        if kept is None:
            return Answer(changes=decided)
        review = next_review(case.person, case.assessment, kept=kept, schedule=self.schedule, book=case.book)
        arose = review.arises if review.arises and review.arises <= case.as_at else None
        return Answer([_owed(review, arose)] if arose else [], [*decided, review.arises])

    def _confirmations(self, facts: Keeping, on: date) -> Iterator[DutyOwed]:
        """A second person's check of a decision to dispose."""
        for review in facts.reviews:
            if review.disposes and not review.confirmed and review.on <= on:
                yield DutyOwed(
                    basis=POLICY,
                    kind=CONFIRM,
                    due=review.on + timedelta(days=self.schedule.days("confirm", review.on)),
                    arose=review.on,
                    what=KINDS[CONFIRM],
                    why=f"Decided {in_words(review.on)}; somebody else must confirm or withdraw it",
                    provision="Local policy on retention",
                    source_id=review.id,
                )


def _owed(review: ReviewDue, arose: date) -> DutyOwed:
    return DutyOwed(
        basis=review.rule.basis,
        kind=REVIEW,
        due=review.due,
        arose=arose,
        what=KINDS[REVIEW],
        why=review.why,
        provision=f"{PROVISION}; {review.rule.group}",
    )


RETENTION = RetentionSource()
