"""Whose record it is on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from cairn.access.partnerships.duties import OWNERSHIP
from tests.duties.cases import answer_of, case_on, summary_of

FIRST, SECOND = uuid4(), uuid4()
HANDED_OVER = [["2020-01-01", "2025-06-30", str(FIRST)], ["2025-07-03", None, str(SECOND)]]


@pytest.mark.parametrize(
    ("day", "owner"),
    [
        (date(2019, 12, 31), FIRST),  # before the first, the first answers
        (date(2020, 1, 1), FIRST),
        (date(2025, 6, 30), FIRST),
        (date(2025, 7, 1), FIRST),  # between two, the last one
        (date(2025, 7, 3), SECOND),
    ],
)
def test_somebody_always_answers_for_a_record(day: date, owner: UUID) -> None:
    assert summary_of(OWNERSHIP, HANDED_OVER, case_on(day)).agency_id == owner


def test_nobody_does_for_a_record_that_nobody_ever_owned() -> None:
    assert summary_of(OWNERSHIP, None, case_on(date(2026, 1, 1))).agency_id is None


def test_it_may_be_another_s_on_the_day_one_begins_and_on_the_day_after_one_ends() -> None:
    assert set(answer_of(OWNERSHIP, HANDED_OVER, case_on(date(2026, 1, 1))).changes) == {
        date(2020, 1, 1),
        date(2025, 7, 1),
        date(2025, 7, 3),
    }
