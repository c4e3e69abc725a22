from __future__ import annotations

from datetime import date

from cairn.law.answers import Duty
from cairn.law.facts import HomeAddress, Notification
from cairn.law.part2.changes import change_duties
from cairn.law.part2.scheme import SOURCES
from tests.law.facts_for_tests import registered, seen


def change(day: date, **more: object) -> Notification:
    return Notification(**{"id": "m", "date": day, "of": "change", "about": "home-address", **more})


def moved(*days: date) -> tuple[HomeAddress, ...]:
    return tuple(HomeAddress(id=f"h{n}", date=day) for n, day in enumerate(days))


def duties(as_at: date, *told: Notification, homes: tuple[HomeAddress, ...]) -> list[Duty]:
    return change_duties(seen(registered(*told, addresses=homes), as_at), SOURCES)


def test_a_change_is_met_by_the_first_notification_of_it() -> None:
    told = (change(date(2019, 2, 2)), change(date(2019, 2, 8), id="later"))
    (duty,) = duties(date(2019, 3, 1), *told, homes=moved(date(2019, 2, 1)))
    assert (duty.state, duty.met_by, duty.subject) == ("met", "m", "h0")


def test_one_notification_in_advance_serves_one_event() -> None:
    ahead = change(date(2019, 1, 20), expected=date(2019, 2, 10))
    found = duties(date(2019, 3, 1), ahead, homes=moved(date(2019, 2, 11), date(2019, 2, 9)))
    assert [(duty.arose, duty.state) for duty in found] == [
        (date(2019, 2, 9), "met"),
        (date(2019, 2, 11), "overdue"),
    ]
    assert "notified in advance for 10 February 2019" in found[0].reasons[-1].text


def test_a_change_expected_is_foreseen_to_be_missed() -> None:
    view = seen(registered(change(date(2019, 1, 20), expected=date(2019, 2, 10))), date(2019, 2, 1))
    assert change_duties(view, SOURCES) == []
    assert view.horizon.day == date(2019, 2, 13)
