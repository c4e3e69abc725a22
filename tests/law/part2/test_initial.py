from __future__ import annotations

from datetime import date

from cairn.law.facts import Away, Notification
from cairn.law.part2.initial import initial_duties
from tests.law.facts_for_tests import registered, seen


def test_the_duty_names_the_conviction_and_the_notification_that_met_it() -> None:
    (duty,) = initial_duties(seen(registered(), date(2018, 9, 10)))
    assert (duty.state, duty.subject, duty.met_by, duty.met_on) == ("met", "a", "n", date(2018, 9, 4))


def test_the_trail_tells_of_time_left_out_and_of_the_other_reading() -> None:
    away = (Away(kind="custody", start=date(2018, 9, 4), end=date(2019, 9, 4)),)
    (duty,) = initial_duties(seen(registered(notifications=(), away=away), date(2019, 9, 4)))
    assert [reason.text for reason in duty.reasons] == [
        "3 days beginning with 3 September 2018: the last is 5 September 2019",
        (
            "time in custody by a court's order, serving a sentence, detained in hospital or outside the United Kingdom "
            "is left out; the day of release or return counts as a whole day"
        ),
        "days used up before going away are not given again; on the other reading the last is 6 September 2019",
    ]


def test_a_periodic_notification_is_no_first_one() -> None:
    told = (Notification(date=date(2018, 9, 4), of="periodic"),)
    (duty,) = initial_duties(seen(registered(notifications=told), date(2018, 9, 10)))
    assert duty.state == "overdue"
