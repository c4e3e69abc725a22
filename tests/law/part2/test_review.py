from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from cairn.law.facts import Away, Notification, Person, ReviewStep
from cairn.law.part2.review import applications, review
from tests.law.facts_for_tests import BORN, convicted, imprisoned, registered, seen, under

SENTENCED = date(2005, 2, 1)
RAPIST = Person(
    born=BORN,
    convictions=(convicted(imprisoned(48), date=SENTENCED, offence="SOA 2003 s.1"),),
    away=(Away(kind="custody", start=SENTENCED, end=date(2007, 1, 31)),),
    notifications=(Notification(id="n", date=date(2007, 2, 1), of="initial"),),
)


def at(day: date, **more: object) -> date | None:
    found = review(seen(replace(RAPIST, **more), day))
    assert found is not None
    return found.may_apply_from


def test_fifteen_years_begin_with_the_first_notification_on_release() -> None:
    found = review(seen(RAPIST, date(2020, 1, 1)))
    assert found is not None
    assert [reason.text for reason in found.reasons] == [
        "15 years beginning with the relevant notification, being 18 or over on the relevant date",
        "first notified after release on 1 February 2007, so an application may be made from 1 February 2022",
    ]
    assert found.reasons[1].facts == ("n",)


def test_inside_or_silent_since_release_the_years_have_not_begun() -> None:
    assert at(date(2020, 1, 1), away=(Away(kind="custody", start=SENTENCED),)) is None
    assert at(date(2020, 1, 1), notifications=()) is None


def test_nothing_to_review_for_a_fixed_period_or_under_an_order() -> None:
    assert review(seen(registered(), date(2019, 1, 1))) is None
    held = replace(RAPIST, orders=(under("shpo", date(2018, 3, 1)),))
    assert review(seen(held, date(2020, 1, 1))) is None
    assert review(seen(held, date(2018, 2, 1))) is not None


def test_its_commencement_is_seen_coming() -> None:
    view = seen(RAPIST, date(2012, 7, 29))
    assert review(view) is None
    assert view.horizon.day == date(2012, 7, 30)


def test_an_application_made_too_early_is_none_and_steps_belong_to_the_last_before_them() -> None:
    made = [date(2022, 1, 31), date(2022, 2, 1), date(2031, 1, 1)]
    steps = tuple(ReviewStep(step="application", date=day) for day in made)
    steps += (ReviewStep(step="acknowledged", date=date(2022, 2, 3)),)
    found = applications(seen(replace(RAPIST, review=steps), date(2031, 2, 1)))
    assert [one.made.date for one in found] == made[1:]
    assert found[0].step("acknowledged") is not None
    assert found[1].step("acknowledged") is None


def test_a_refusal_bars_for_eight_years_or_longer_where_fixed_and_never_more_than_fifteen() -> None:
    def refused(years: int | None) -> date | None:
        step = ReviewStep(step="determined", date=date(2022, 5, 10), outcome="refused", further_years=years)
        return at(date(2022, 6, 1), review=(step,))

    assert [refused(years) for years in (None, 3, 12, 20)] == [
        date(2030, 5, 10),
        date(2030, 5, 10),
        date(2034, 5, 10),
        date(2037, 5, 10),
    ]
