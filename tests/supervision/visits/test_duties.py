"""When supervision owes a visit at all; by when, say tests/supervision/test_intervals.py."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cairn.errors import BadInput
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.supervision.visits.duties import VISITS
from tests.duties.cases import BORN, answer_of, case_on, summary_of

SENTENCE = Disposal(kind="imprisonment", term=Term(years=3))
CONVICTED = Person(
    born=BORN.born,
    convictions=(
        Conviction(
            id="a", kind="conviction", date=date(2026, 1, 5), offence="SOA 2003 s.1", disposals=(SENTENCE,)
        ),
    ),
)
LOW = {"assessed": [{"level": "low", "set_on": "2026-01-10"}]}
DAY = date(2026, 3, 2)


def kinds(document: object, person: Person = CONVICTED, day: date = DAY, **told: object) -> list[str]:
    return [duty.kind for duty in answer_of(VISITS, document, case_on(day, person, **told)).duties]


def test_a_registered_person_is_owed_an_assessment_and_then_visits() -> None:
    assert kinds(None) == ["risk-assessment"]
    assert kinds(LOW) == ["visit"]


def test_nobody_else_is_unless_they_are_managed_by_agreement() -> None:
    assert kinds(LOW, BORN) == []
    assert kinds(LOW, BORN, managed_since=date(2026, 2, 1)) == ["visit"]
    assert kinds(LOW, BORN, managed_since=date(2026, 3, 3)) == []


def test_the_dead_are_visited_by_nobody() -> None:
    dead = msgspec.structs.replace(CONVICTED, died=DAY)
    assert kinds(LOW, dead) == []
    assert kinds(LOW, dead, day=date(2026, 3, 1)) == ["visit"]


def test_the_level_of_risk_is_the_last_one_set_by_the_day() -> None:
    two = {"assessed": [*LOW["assessed"], {"level": "high", "set_on": "2026-03-10"}]}
    assert summary_of(VISITS, two, case_on(DAY)).risk == "low"
    assert summary_of(VISITS, two, case_on(date(2026, 3, 10))).risk == "high"
    assert summary_of(VISITS, None, case_on(DAY)).risk is None


def test_it_changes_when_a_level_or_a_visit_to_come_is_reached() -> None:
    document = {**LOW, "seen_on": "2026-02-01", "seen_next": "2026-04-01"}
    changes = answer_of(VISITS, document, case_on(DAY, CONVICTED)).changes
    assert {date(2026, 1, 10), date(2026, 4, 1)} <= set(changes)


def test_another_figure_of_policy_moves_the_visit() -> None:
    tried = VISITS.changed("visit-interval/low", 1, date(2026, 1, 1))
    (before,), (after,) = (
        answer_of(source, LOW, case_on(DAY, CONVICTED)).duties for source in (VISITS, tried)
    )
    assert (before.due, after.due) == (date(2027, 1, 10), date(2026, 2, 10))
    with pytest.raises(BadInput):
        VISITS.changed("visit-interval/low", 0, date(2026, 1, 1))
