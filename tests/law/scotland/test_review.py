from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from cairn.law.answers import Duty
from cairn.law.facts import SCOTLAND, Away, Notification, Person, ReviewStep
from cairn.law.scotland.review import review, review_duties
from tests.law.facts_for_tests import convicted, imprisoned, seen

CONVICTED = date(2004, 9, 1)
RAPIST = Person(
    born=date(1966, 5, 1),
    jurisdiction=SCOTLAND,
    convictions=(convicted(imprisoned(48), date=CONVICTED, offence="Rape (Scots common law)"),),
    notifications=(Notification(date=date(2004, 9, 2), of="initial"),),
)
CONTINUED = ReviewStep(
    id="d",
    step="determined",
    date=date(2019, 8, 1),
    outcome="refused",
    notice_received=date(2019, 8, 3),
    further_years=10,
)


def decided_by(day: date, **more: object) -> date | None:
    found = review(seen(replace(RAPIST, **more), day, SCOTLAND))
    assert found is not None
    assert found.may_apply_from is None
    return found.decided_by


def owed(day: date, *steps: ReviewStep) -> dict[str, Duty]:
    return {duty.kind: duty for duty in review_duties(seen(replace(RAPIST, review=steps), day, SCOTLAND))}


def test_fifteen_years_after_the_relevant_date_or_eight_for_the_young() -> None:
    assert decided_by(date(2015, 1, 1)) == date(2019, 9, 1)
    assert decided_by(date(2012, 1, 1), born=date(1988, 1, 1)) == date(2012, 9, 1)


def test_only_time_away_before_the_first_notification_is_left_out() -> None:
    inside = (
        Away(kind="custody", start=CONVICTED, end=date(2005, 9, 1)),
        Away(kind="abroad", start=date(2010, 1, 1), end=date(2011, 1, 1)),
    )
    told = (Notification(date=date(2005, 9, 2), of="initial"),)
    assert decided_by(date(2015, 1, 1), away=inside, notifications=told) == date(2020, 8, 31)


def test_the_day_is_not_known_while_the_time_left_out_goes_on() -> None:
    inside = (Away(kind="custody", start=CONVICTED),)
    assert decided_by(date(2015, 1, 1), away=inside, notifications=()) is None


def test_there_was_none_before_28_january_2011_and_that_day_is_seen_coming() -> None:
    view = seen(RAPIST, date(2011, 1, 27), SCOTLAND)
    assert review(view) is None
    assert view.horizon.day == date(2011, 1, 28)


def test_the_police_owe_the_review_without_being_asked() -> None:
    found = owed(date(2019, 9, 2))
    assert (found["review-decision"].state, found["review-decision"].owed_by) == ("overdue", "police")


def test_a_requirement_continued_is_to_be_reviewed_again() -> None:
    found = owed(date(2019, 8, 20), CONTINUED)
    assert (found["review-decision"].due, found["review-decision"].state) == (date(2029, 8, 1), "open")
    again = ReviewStep(step="determined", date=date(2029, 7, 1), outcome="refused")
    assert owed(date(2029, 7, 2), CONTINUED, again)["review-decision"].state == "met"


def test_an_appeal_to_the_sheriff_is_open_for_twenty_one_days_from_the_notice() -> None:
    def state(day: date, *more: ReviewStep) -> str | None:
        duty = owed(day, CONTINUED, *more).get("review-appeal")
        return duty.state if duty is not None else None

    made = ReviewStep(step="appealed", date=date(2019, 8, 23))
    late = ReviewStep(step="appealed", date=date(2019, 8, 24))
    assert state(date(2019, 8, 2)) is None
    assert [state(day) for day in (date(2019, 8, 23), date(2019, 8, 24))] == ["open", "ended"]
    assert [state(date(2019, 9, 1), step) for step in (made, late)] == ["met", "ended"]
