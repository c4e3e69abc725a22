"""The review that the owner's supervisors owe to every emergency opening of a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import POLICY, Answer, Case, DutyOwed, DutySource

ACCESS_REVIEW = "access-review"
_WHAT = "Review an emergency opening of this record"


class Opening(msgspec.Struct, frozen=True, array_like=True):
    """An emergency opening that nobody has reviewed."""

    id: UUID
    opened_on: date
    review_by: date


Openings = tuple[Opening, ...]
_read = msgspec.json.Decoder(Openings).decode


class EmergencyReviewSource(DutySource[Openings]):
    """A review for each opening."""

    name: ClassVar[str] = "emergency access"
    kinds: ClassVar[Mapping[str, str]] = {ACCESS_REVIEW: _WHAT}
    statement: ClassVar[str] = """
        SELECT nominal_id, json_agg(json_build_array(
                   id, (opened_at AT TIME ZONE 'Europe/London')::date, (review_by AT TIME ZONE 'Europe/London')::date
               ) ORDER BY opened_at, id)::text
        FROM access_breakglass WHERE reviewed_at IS NULL AND {these} GROUP BY nominal_id
    """

    def read(self, document: str | None) -> Openings:
        return _read(document) if document else ()

    def answer(self, facts: Openings, case: Case) -> Answer:
        return Answer(
            [_review(opening) for opening in facts if opening.opened_on <= case.as_at],
            [opening.opened_on for opening in facts],
        )


def _review(opening: Opening) -> DutyOwed:
    return DutyOwed(
        basis=POLICY,
        kind=ACCESS_REVIEW,
        due=opening.review_by,
        arose=opening.opened_on,
        what=_WHAT,
        why=f"Opened {in_words(opening.opened_on)} from outside the agencies that work with the person",
        provision="Local policy on emergency access",
        source_id=opening.id,
    )


EMERGENCY_REVIEWS = EmergencyReviewSource()
