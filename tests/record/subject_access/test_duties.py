"""The answer owed to a request; by which day it is, say tests/record/subject_access/test_deadline.py."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from cairn.record.subject_access.duties import SUBJECT_ACCESS, SUBJECT_ACCESS_REQUESTS
from tests.duties.cases import answer_of, case_on

KEY = uuid4()
RECEIVED = {"id": str(KEY), "received": "2026-03-02"}


def test_a_request_is_owed_an_answer_from_the_day_it_came() -> None:
    assert answer_of(SUBJECT_ACCESS_REQUESTS, [RECEIVED], case_on(date(2026, 3, 1))).duties == []
    answer = answer_of(SUBJECT_ACCESS_REQUESTS, [RECEIVED], case_on(date(2026, 3, 2)))
    (duty,) = answer.duties
    assert (duty.basis, duty.kind, duty.source_id) == ("statute", SUBJECT_ACCESS, KEY)
    assert (duty.due, duty.latest) == (date(2026, 4, 1), date(2026, 4, 3))
    assert list(answer.changes) == [date(2026, 3, 2)]


def test_while_a_clarification_is_awaited_no_day_runs() -> None:
    asked = {**RECEIVED, "asked": [{"on": "2026-03-10", "answered": None}]}
    (duty,) = answer_of(SUBJECT_ACCESS_REQUESTS, [asked], case_on(date(2026, 3, 12))).duties
    assert (duty.due, duty.state) == (None, None)
