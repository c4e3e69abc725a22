from __future__ import annotations

from datetime import date, datetime

from cairn.law.answers import Duty
from cairn.law.facts import Notification, Travel, TravelChanged
from cairn.law.part2.travel_changes import change_of_journey
from tests.law.facts_for_tests import registered, seen

DEPARTS = date(2019, 7, 8)
TOLD = Notification(id="n1", date=date(2019, 6, 10), of="travel", about="t")
CHANGED = TravelChanged(id="c", about="t", date=date(2019, 7, 1))


def journey(at: datetime | None = None, off: date | None = None) -> Travel:
    return Travel(id="t", known=date(2019, 6, 1), departs=DEPARTS, departs_at=at, cancelled_on=off)


def owed(day: date, trip: Travel, *more: Notification, told: Notification | None = TOLD) -> list[Duty]:
    changed = () if trip.cancelled_on else (CHANGED,)
    given = [each for each in (told, *more) if each is not None]
    person = registered(*given, travel=(trip,), travel_changed=changed)
    return change_of_journey(seen(person, day), trip, given)


def test_twelve_hours_before_he_means_to_leave() -> None:
    (duty,) = owed(date(2019, 7, 2), journey(datetime(2019, 7, 8, 20)))
    assert (duty.due_at, duty.due, duty.state, duty.subject) == (
        datetime(2019, 7, 8, 8),
        DEPARTS,
        "open",
        "c",
    )
    assert duty.reasons[0].provision.startswith("SI 2004/1220 reg.7")


def test_without_an_hour_the_first_moment_of_the_day_is_taken() -> None:
    assert owed(date(2019, 7, 2), journey())[0].due_at == datetime(2019, 7, 7, 12)


def test_midnight_is_the_end_of_the_day_before() -> None:
    (duty,) = owed(date(2019, 7, 2), journey(datetime(2019, 7, 8, 12)))
    assert (duty.due, duty.due_at) == (date(2019, 7, 7), None)


def test_the_hour_it_was_told_decides() -> None:
    def state(hour: int) -> str:
        told = Notification(date=DEPARTS, of="travel", about="t", at=datetime(2019, 7, 8, hour))
        return owed(DEPARTS, journey(datetime(2019, 7, 8, 20)), told)[0].state

    assert (state(8), state(9)) == ("met", "met-late")


def test_a_journey_given_up_is_a_change_only_once_it_was_notified() -> None:
    (duty,) = owed(date(2019, 7, 4), journey(off=date(2019, 7, 3)))
    assert (duty.arose, duty.subject) == (date(2019, 7, 3), "t")
    assert owed(date(2019, 7, 4), journey(off=date(2019, 7, 3)), told=None) == []


def test_once_gone_it_is_past_doing() -> None:
    assert owed(date(2019, 7, 9), journey())[0].state == "ended"
