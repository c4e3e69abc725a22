"""Who manages a person on a day."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from cairn.duties.source import NOTHING_TOLD, Summary
from cairn.record.allocation.duties import ALLOCATION
from tests.duties.cases import answer_of, case_on, summary_of

ANNE, BEN, EAST = uuid4(), uuid4(), uuid4()
MANAGED = [
    ["2020-01-01", "2025-07-01", str(ANNE), str(EAST)],
    ["2025-07-01", "2026-01-01", str(BEN), None],
]


def test_the_day_of_a_change_is_the_next_one_s() -> None:
    assert summary_of(ALLOCATION, MANAGED, case_on(date(2025, 6, 30))) == Summary(
        officer_id=ANNE, team_id=EAST
    )
    assert summary_of(ALLOCATION, MANAGED, case_on(date(2025, 7, 1))) == Summary(officer_id=BEN)
    changes = answer_of(ALLOCATION, MANAGED, case_on(date(2025, 7, 1))).changes
    assert date(2026, 1, 1) in list(changes)


def test_nobody_manages_whoever_was_given_to_nobody() -> None:
    assert summary_of(ALLOCATION, MANAGED, case_on(date(2026, 1, 1))) is NOTHING_TOLD
    assert summary_of(ALLOCATION, None, case_on(date(2026, 1, 1))) is NOTHING_TOLD
