"""When supervision owes a visit at all; by when, say tests/supervision/test_intervals.py."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cairn.errors import BadInput
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.supervision.visits.duties import UNDECIDED, VISITS
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
    assert kinds(None) == ["risk-assessment", "visit"]
    assert kinds(LOW) == ["visit"]


def test_somebody_of_whom_it_is_undecided_is_visited_all_the_same_and_the_line_says_so() -> None:
    cautioned = Conviction(
        id="a", kind="caution", date=date(2026, 2, 20), offence="SOA 2003 s.3", given_in="england-and-wales"
    )
    undecided = Person(born=BORN.born, convictions=(cautioned,))
    case = case_on(DAY, undecided)
    assert case.assessment.registration.undecided
    assessment, visit = answer_of(VISITS, None, case).duties
    assert (assessment.kind, assessment.due) == ("risk-assessment", date(2026, 3, 20))
    assert (visit.kind, visit.due, visit.state_on(DAY)) == ("visit", date(2026, 3, 7), "open")
    for duty in (assessment, visit):
        assert duty.why.endswith(UNDECIDED)
    known = msgspec.structs.replace(cautioned, victim_age=15)
    certain = answer_of(VISITS, None, case_on(DAY, Person(born=BORN.born, convictions=(known,)))).duties
    assert [(one.kind, one.due) for one in certain] == [
        ("risk-assessment", assessment.due),
        ("visit", visit.due),
    ]
    assert not any(UNDECIDED in duty.why for duty in certain)


def test_a_conviction_that_was_quashed_brings_nobody_to_the_door() -> None:
    quashed = msgspec.structs.replace(CONVICTED.convictions[0], quashed_on=date(2026, 2, 1))
    assert kinds(None, Person(born=BORN.born, convictions=(quashed,))) == []


def test_not_living_there_is_work_at_once_and_moves_no_visit() -> None:
    seen = {**LOW, "seen_on": "2026-01-20"}
    tried = {**seen, "attempts": [{"outcome": "not-living-there", "on": "2026-02-25"}]}
    (before,) = answer_of(VISITS, seen, case_on(DAY, CONVICTED)).duties
    visit, where = answer_of(VISITS, tried, case_on(DAY, CONVICTED)).duties
    assert visit == before
    assert (where.kind, where.due, where.state_on(DAY)) == ("whereabouts", date(2026, 2, 25), "overdue")
    assert where.why == "The address is doubted: not living there when visited on 25 February 2026"


def test_an_attempt_to_come_is_not_known_and_its_day_is_foreseen() -> None:
    tried = {**LOW, "attempts": [{"outcome": "not-living-there", "on": "2026-03-09"}]}
    answer = answer_of(VISITS, tried, case_on(DAY, CONVICTED))
    assert [duty.kind for duty in answer.duties] == ["visit"]
    assert date(2026, 3, 9) in set(answer.changes)


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
        answer_of(source, {**LOW, "seen_on": "2026-01-10"}, case_on(DAY, CONVICTED)).duties
        for source in (VISITS, tried)
    )
    assert (before.due, after.due) == (date(2027, 1, 10), date(2026, 2, 10))
    with pytest.raises(BadInput):
        VISITS.changed("visit-interval/low", 0, date(2026, 1, 1))
