from __future__ import annotations

from datetime import date

from cairn.law.answers import Duty
from cairn.law.facts import Away, NoFixedAbode, Notification, Person
from cairn.law.part2.periodic import periodic_duties
from tests.law.facts_for_tests import registered, seen


def owed(person: Person, as_at: date) -> Duty:
    return periodic_duties(seen(person, as_at))[-1]


def test_the_trail_shows_the_arithmetic() -> None:
    duty = owed(registered(), date(2019, 1, 1))
    assert [reason.text for reason in duty.reasons] == [
        "within one year after the notification on 4 September 2018",
        "so by the end of 4 September 2019",
    ]
    assert duty.why == "Every year: last notified on 4 September 2018, to notify again within a year"


def test_a_year_that_ended_inside_runs_to_three_days_from_release() -> None:
    away = (Away(kind="custody", start=date(2019, 6, 1), end=date(2019, 12, 2)),)
    duty = owed(registered(away=away), date(2019, 12, 3))
    assert (duty.due, duty.reasons[-1].provision) == (date(2019, 12, 4), "SOA 2003 s.85(3)")


def test_back_inside_before_those_three_days_end_postpones_again() -> None:
    away = (
        Away(kind="custody", start=date(2019, 6, 1), end=date(2019, 12, 2)),
        Away(kind="custody", start=date(2019, 12, 3), end=date(2020, 2, 3)),
    )
    assert owed(registered(away=away), date(2020, 2, 3)).due == date(2020, 2, 5)


def test_a_year_that_will_end_inside_is_suspended_before_it_does() -> None:
    away = (Away(kind="custody", start=date(2019, 6, 1)),)
    assert owed(registered(away=away), date(2019, 7, 1)).state == "suspended"


def test_weekly_says_so() -> None:
    person = registered(no_fixed_abode=(NoFixedAbode(date=date(2018, 9, 3)),))
    duty = owed(person, date(2018, 9, 5))
    assert (duty.due, duty.why.split(":")[0]) == (date(2018, 9, 11), "No fixed abode")


def test_the_last_one_done_is_kept_beside_the_next() -> None:
    person = registered(Notification(id="p", date=date(2019, 9, 10), of="periodic"))
    done, coming = periodic_duties(seen(person, date(2019, 10, 1)))
    assert (done.state, done.met_by, done.due) == ("met-late", "p", date(2019, 9, 4))
    assert (coming.state, coming.due) == ("open", date(2020, 9, 10))


def test_notified_early_and_then_away_for_who_knows_how_long_the_early_one_was_in_time() -> None:
    early = Notification(date=date(2019, 8, 1), of="periodic")
    away = (Away(kind="custody", start=date(2019, 8, 20)),)
    person = registered(notifications=(Notification(date=date(2018, 9, 4), of="initial"), early), away=away)
    met = periodic_duties(seen(person, date(2019, 12, 1)))[0]
    assert (met.state, met.due, met.met_on) == ("met", date(2019, 9, 4), date(2019, 8, 1))
