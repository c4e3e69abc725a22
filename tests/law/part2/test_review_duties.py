from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from cairn.law.answers import Duty
from cairn.law.facts import NORTHERN_IRELAND, ReviewStep
from cairn.law.part2.review_duties import review_duties
from tests.law.facts_for_tests import seen
from tests.law.part2.test_review import RAPIST

APPLIED = ReviewStep(id="r", step="application", date=date(2022, 3, 1))
REFUSED = ReviewStep(
    id="d", step="determined", date=date(2022, 5, 10), outcome="refused", notice_received=date(2022, 5, 12)
)


def owed(day: date, *steps: ReviewStep, where: str = "england-and-wales") -> dict[str, Duty]:
    person = replace(RAPIST, review=steps, jurisdiction=where)
    return {duty.kind: duty for duty in review_duties(seen(person, day, where))}


def test_the_police_acknowledge_and_decide_and_the_bodies_answer() -> None:
    told = ReviewStep(step="bodies-told", date=date(2022, 3, 10))
    found = owed(date(2022, 3, 12), APPLIED, told)
    assert {kind: (duty.due, duty.owed_by) for kind, duty in found.items()} == {
        "review-acknowledgement": (date(2022, 3, 15), "police"),
        "review-answer": (date(2022, 4, 7), "responsible-body"),
        "review-decision": (date(2022, 5, 19), "police"),
    }
    assert found["review-decision"].reasons[0].reads == (("review-decision-weeks", date(2022, 3, 1)),)


def test_a_decision_answers_what_went_before_it() -> None:
    found = owed(date(2022, 5, 20), APPLIED, REFUSED)
    assert found["review-acknowledgement"].state == "met-late"
    assert (found["review-decision"].state, found["review-decision"].met_by) == ("met-late", "d")


def test_an_appeal_is_a_right_for_twenty_one_days_from_the_notice() -> None:
    assert owed(date(2022, 6, 1), APPLIED, REFUSED)["review-appeal"].state == "open"
    assert owed(date(2022, 6, 2), APPLIED, REFUSED)["review-appeal"].state == "ended"
    made = ReviewStep(id="p", step="appealed", date=date(2022, 6, 1))
    appeal = owed(date(2022, 7, 1), APPLIED, REFUSED, made)["review-appeal"]
    assert (appeal.state, appeal.met_by, appeal.due) == ("met", "p", date(2022, 6, 1))
    assert "review-appeal" not in owed(date(2022, 5, 11), APPLIED, REFUSED)


def test_nothing_runs_without_an_application_and_nobody_appeals_what_was_allowed() -> None:
    assert owed(date(2022, 6, 1), REFUSED) == {}
    allowed = replace(REFUSED, outcome="allowed", notice_received=None)
    assert "review-appeal" not in owed(date(2022, 5, 10), APPLIED, allowed)


def test_northern_ireland_answers_in_twelve_weeks() -> None:
    found = owed(date(2022, 3, 12), APPLIED, where=NORTHERN_IRELAND)
    assert {kind: duty.due for kind, duty in found.items()} == {"review-decision": date(2022, 5, 24)}
