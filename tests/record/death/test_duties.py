"""Who owes what while a death is only heard of."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from cairn.record.death.duties import CONFIRM_DEATH, DEATHS
from tests.duties.cases import answer_of, case_on

KEY = uuid4()
HEARD = {"id": str(KEY), "died": "2026-03-01", "reported": "2026-03-04"}


def test_somebody_confirms_it_at_once_from_the_day_it_was_heard() -> None:
    assert answer_of(DEATHS, [HEARD], case_on(date(2026, 3, 3))).duties == []
    answer = answer_of(DEATHS, [HEARD], case_on(date(2026, 3, 4)))
    (duty,) = answer.duties
    assert (duty.basis, duty.kind, duty.source_id, duty.due) == (
        "policy",
        CONFIRM_DEATH,
        KEY,
        date(2026, 3, 4),
    )
    assert list(answer.changes) == [date(2026, 3, 4)]


def test_nothing_is_owed_where_nothing_waits() -> None:
    assert answer_of(DEATHS, None, case_on(date(2026, 3, 4))).duties == []
