"""When a review of the need to keep a record is somebody's work, and when a decision waits to be checked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import uuid4

from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.record.retention.due import Kept
from cairn.record.retention.duties import CONFIRM, RETENTION, REVIEW
from tests.duties.cases import BORN, answer_of, case_on

CAUTIONED = Person(
    born=BORN.born,
    convictions=(
        Conviction(
            id="a",
            kind="conviction",
            date=date(2000, 3, 6),
            offence="Theft Act 1968 s.1",
            disposals=(Disposal(kind="imprisonment", term=Term(months=3)),),
        ),
    ),
)
ADDED = {"added_on": "2001-01-01", "reviews": []}


def review(on: str, *, disposes: bool, confirmed: bool = False, until: str | None = None) -> list[object]:
    return [str(uuid4()), disposes, on, until, confirmed]


def test_a_review_comes_onto_the_worklist_when_its_time_comes_and_changes_nothing_before() -> None:
    early = answer_of(RETENTION, ADDED, case_on(date(2001, 2, 1), CAUTIONED))
    (arises,) = [day for day in early.changes if day]
    assert early.duties == []
    (duty,) = answer_of(RETENTION, ADDED, case_on(arises, CAUTIONED)).duties
    assert (duty.kind, duty.arose) == (REVIEW, arises)
    assert answer_of(RETENTION, ADDED, case_on(arises - timedelta(days=1), CAUTIONED)).duties == []


def test_a_decision_to_dispose_waits_for_a_second_person_and_then_for_nobody() -> None:
    decided = {**ADDED, "reviews": [review("2020-05-04", disposes=True)]}
    (duty,) = answer_of(RETENTION, decided, case_on(date(2020, 5, 5), CAUTIONED)).duties
    assert (duty.kind, duty.arose, duty.basis) == (CONFIRM, date(2020, 5, 4), "policy")
    confirmed = {**ADDED, "reviews": [review("2020-05-04", disposes=True, confirmed=True)]}
    assert answer_of(RETENTION, confirmed, case_on(date(2020, 5, 5), CAUTIONED)).duties == []


def test_the_last_review_that_decided_to_keep_sets_the_next() -> None:
    kept = {
        **ADDED,
        "reviews": [
            review("2015-05-04", disposes=False, until="2020-05-04"),
            review("2019-05-04", disposes=False, until="2024-05-04"),
        ],
    }
    assert RETENTION.read(json.dumps(kept)).kept == Kept(date(2001, 1, 1), date(2019, 5, 4), date(2024, 5, 4))


def test_whoever_is_not_on_the_register_is_asked_about_by_nobody() -> None:
    assert not answer_of(RETENTION, None, case_on(date(2020, 5, 5), CAUTIONED)).duties
