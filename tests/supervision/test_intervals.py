"""What supervision owes, from risk, visits and absences."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cairn.supervision.intervals import Absence, Assessed, Supervision, VisitOwed, owed
from cairn.supervision.policy import LEVELS, Policy, current

SINCE = date(2025, 1, 10)
AS_AT = date(2026, 6, 1)
DAYS = st.dates(date(2025, 1, 10), date(2026, 6, 1))


# What follows from the level alone: what is asked for before any level is at the end of this file.
NO_FIRST_VISIT = current().with_only("first/visit", None)


def asked(
    *risks: tuple[str, date],
    seen_on: date | None = None,
    absences: tuple[Absence, ...] = (),
    as_at: date = AS_AT,
) -> VisitOwed:
    (only,) = all_owed(*risks, seen_on=seen_on, absences=absences, as_at=as_at)
    return only


def all_owed(
    *risks: tuple[str, date],
    seen_on: date | None = None,
    absences: tuple[Absence, ...] = (),
    as_at: date = AS_AT,
    policy: Policy | None = None,
) -> list[VisitOwed]:
    person = Supervision(
        since=SINCE,
        assessed=[Assessed(*risk) for risk in risks],
        seen_on=seen_on,
        absences=absences,
        as_at=as_at,
        policy=policy or NO_FIRST_VISIT,
    )
    return owed(person)


def test_without_a_level_of_risk_the_first_assessment_is_owed() -> None:
    answer = asked()
    assert (answer.kind, answer.arose, answer.due) == ("risk-assessment", SINCE, date(2025, 2, 7))


def test_a_visit_is_counted_from_the_last_successful_one() -> None:
    answer = asked(("high", date(2025, 2, 1)), seen_on=date(2026, 3, 31))
    assert (answer.kind, answer.due) == ("visit", date(2026, 6, 30))
    assert answer.what == "Home visit (high risk)"
    assert answer.why == "Risk is high: every 3 months; last seen at home 31 March 2026"


def test_without_a_visit_it_is_counted_from_the_day_the_risk_was_set() -> None:
    assert asked(("medium", date(2026, 2, 1))).due == date(2026, 8, 1)


def test_a_risk_set_before_registration_is_counted_from_registration() -> None:
    assert asked(("medium", date(2024, 2, 1))).due == date(2025, 7, 10)


def test_a_raised_level_is_due_at_the_earliest_on_the_day_it_was_raised() -> None:
    answer = asked(("low", date(2025, 2, 1)), ("very-high", date(2026, 5, 20)), seen_on=date(2026, 1, 1))
    assert answer.due == date(2026, 5, 20)


def test_a_new_assessment_at_the_same_level_does_not_hide_a_late_visit() -> None:
    answer = asked(("high", date(2025, 2, 1)), ("high", date(2026, 5, 20)), seen_on=date(2026, 1, 1))
    assert answer.due == date(2026, 4, 1)


def test_detention_suspends_the_visit_and_wipes_out_lateness() -> None:
    absence = Absence(date(2026, 2, 1), date(2026, 5, 1), detained=True)
    risk = ("very-high", date(2025, 2, 1))
    during = asked(risk, seen_on=date(2025, 12, 1), absences=(absence,), as_at=date(2026, 4, 30))
    after = asked(risk, seen_on=date(2025, 12, 1), absences=(absence,), as_at=date(2026, 5, 1))
    assert during.due is None
    assert during.why.endswith("in custody or hospital since 1 February 2026")
    assert after.due == date(2026, 5, 16)
    assert after.why.endswith("back since 1 May 2026")


def test_a_journey_abroad_moves_only_a_day_that_fell_within_it() -> None:
    risk, seen = ("very-high", date(2025, 2, 1)), date(2026, 4, 1)
    late_already = (Absence(date(2026, 5, 5), date(2026, 5, 20), detained=False),)
    due_within = (Absence(date(2026, 4, 28), date(2026, 5, 20), detained=False),)
    assert asked(risk, seen_on=seen, absences=late_already).due == date(2026, 5, 1)
    assert asked(risk, seen_on=seen, absences=late_already, as_at=date(2026, 5, 10)).due == date(2026, 5, 1)
    assert asked(risk, seen_on=seen, absences=due_within).due == date(2026, 6, 4)


def test_an_absence_before_the_last_visit_changes_nothing() -> None:
    away = (Absence(date(2025, 6, 1), date(2025, 9, 1), detained=True),)
    assert asked(("low", date(2025, 2, 1)), seen_on=date(2026, 1, 1), absences=away).due == date(2027, 1, 1)


@given(seen=DAYS, later=st.integers(1, 200), level=st.sampled_from(LEVELS))
def test_a_later_visit_never_brings_the_next_one_forward(seen: date, later: int, level: str) -> None:
    first = asked((level, SINCE), seen_on=seen).due
    second = asked((level, SINCE), seen_on=seen + timedelta(days=later)).due
    assert first is not None
    assert second is not None
    assert first <= second


@given(seen=DAYS, first=st.sampled_from(LEVELS), second=st.sampled_from(LEVELS), reset=DAYS)
def test_a_reassessment_never_makes_a_visit_due_later_than_its_own_interval_or_day(
    seen: date, first: str, second: str, reset: date
) -> None:
    before = asked((first, SINCE), seen_on=seen).due
    alone = asked((second, SINCE), seen_on=seen).due
    both = asked((first, SINCE), (second, max(reset, SINCE)), seen_on=seen).due
    assert before is not None
    assert alone is not None
    assert both is not None
    assert alone <= both <= max(alone, reset, SINCE, before)


FIRST_VISIT = current().with_only("first/visit", 15)


def test_no_first_visit_is_asked_for_unless_policy_sets_a_time_for_it() -> None:
    assert [one.kind for one in all_owed(policy=NO_FIRST_VISIT)] == ["risk-assessment"]
    assert [(one.kind, one.due) for one in all_owed(policy=FIRST_VISIT)] == [
        ("risk-assessment", date(2025, 2, 7)),
        ("visit", date(2025, 1, 25)),
    ]


def test_a_level_neither_puts_the_first_visit_off_nor_brings_it_forward() -> None:
    for level in LEVELS:
        (first,) = all_owed((level, date(2025, 1, 12)), policy=FIRST_VISIT)
        assert (first.what, first.due) == ("First home visit", date(2025, 1, 25))
    assert first.why == "Not yet seen at home since 10 January 2025: the first time within 15 days"


def test_a_visit_before_supervision_began_is_not_the_first_and_one_since_is() -> None:
    risk = ("low", date(2025, 1, 12))
    (before,) = all_owed(risk, seen_on=SINCE - timedelta(days=1), policy=FIRST_VISIT)
    (since,) = all_owed(risk, seen_on=SINCE, policy=FIRST_VISIT)
    assert (before.what, since.what) == ("First home visit", "Home visit (low risk)")


def test_a_figure_may_be_none() -> None:
    no_visits = NO_FIRST_VISIT.with_only("visit-interval/low", None)
    assert all_owed(("low", date(2025, 1, 12)), policy=no_visits) == []
    assert all_owed(policy=NO_FIRST_VISIT.with_only("first/assessment", None)) == []
    raised = all_owed(("low", date(2025, 1, 12)), ("high", date(2026, 5, 1)), policy=no_visits)
    assert [one.due for one in raised] == [date(2026, 5, 1)]
