from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.law.facts import Notification, Travel
from cairn.law.part2.travel import deadline, travel_duties
from tests.law.facts_for_tests import RULES, registered, seen

DEPARTS = date(2019, 7, 8)


@pytest.mark.parametrize(
    ("departs", "known", "expected"),
    [
        (DEPARTS, date(2019, 6, 30), (date(2019, 6, 30), date(2019, 7, 1), None, True)),
        (
            DEPARTS,
            date(2019, 7, 1),
            (date(2019, 7, 7), date(2019, 7, 7), datetime(2019, 7, 7, 12), False),
        ),
        (date(2011, 7, 8), date(2011, 7, 5), (date(2011, 7, 6), date(2011, 7, 6), None, False)),
    ],
)
def test_when_a_departure_must_have_been_notified(
    departs: date, known: date, expected: tuple[object, ...]
) -> None:
    found = deadline(RULES, departs, known)
    assert (found.due, found.latest, found.at, found.early) == expected


def test_a_journey_with_no_day_recorded_is_taken_as_known_in_time() -> None:
    person = registered(travel=(Travel(id="t", departs=DEPARTS),))
    assert travel_duties(seen(person, date(2019, 6, 29))) == []
    (duty,) = travel_duties(seen(person, date(2019, 6, 30)))
    assert (duty.due, duty.state, duty.subject) == (date(2019, 6, 30), "open", "t")


def test_an_hour_decides_where_hours_count() -> None:
    journey = (Travel(id="t", known=date(2019, 7, 5), departs=DEPARTS),)

    def state(hour: int) -> str:
        told = Notification(date=date(2019, 7, 7), of="travel", about="t", at=datetime(2019, 7, 7, hour))
        return travel_duties(seen(registered(told, travel=journey), DEPARTS))[0].state

    assert (state(12), state(13)) == ("met", "met-late")


def test_once_back_what_was_not_notified_has_ended_and_the_return_is_owed() -> None:
    journey = (Travel(id="t", known=date(2019, 6, 1), departs=DEPARTS, returns=date(2019, 7, 15)),)
    leaving, back = travel_duties(seen(registered(travel=journey), date(2019, 7, 16)))
    assert (leaving.state, back.state, back.due) == ("ended", "open", date(2019, 7, 18))
