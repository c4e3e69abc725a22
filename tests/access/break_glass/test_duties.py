"""The review of an emergency opening."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from cairn.access.break_glass.duties import ACCESS_REVIEW, EMERGENCY_REVIEWS
from tests.duties.cases import answer_of, case_on


def test_an_opening_is_owed_a_review_from_its_day() -> None:
    key = uuid4()
    opened = [[str(key), "2026-03-02", "2026-03-05"]]
    assert answer_of(EMERGENCY_REVIEWS, opened, case_on(date(2026, 3, 1))).duties == []
    (duty,) = answer_of(EMERGENCY_REVIEWS, opened, case_on(date(2026, 3, 2))).duties
    assert (duty.kind, duty.due, duty.source_id) == (ACCESS_REVIEW, date(2026, 3, 5), key)
    assert "from outside the agencies" in duty.why
