"""What sources tell of a case, put together."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from cairn.duties.source import NOTHING_TOLD, Summary, joined
from tests.duties.cases import case_on

DAY = date(2026, 3, 2)


def test_each_source_tells_its_part() -> None:
    owner, officer = uuid4(), uuid4()
    parts = [
        Summary(agency_id=owner),
        NOTHING_TOLD,
        Summary(officer_id=officer),
        Summary(level=2, category=1),
    ]
    assert joined(parts) == Summary(agency_id=owner, officer_id=officer, level=2, category=1)


def test_nothing_told_is_nothing() -> None:
    assert joined([]) == NOTHING_TOLD


def test_the_day_of_a_case_is_the_day_of_the_law_s_answer() -> None:
    assert case_on(DAY).as_at == DAY
