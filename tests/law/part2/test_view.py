from __future__ import annotations

from datetime import date

from cairn.law.facts import Notification
from tests.law.facts_for_tests import registered, seen

DAY = date(2019, 3, 1)


def test_notifications_are_in_order_of_day_and_then_of_kind() -> None:
    periodic = Notification(date=DAY, of="periodic")
    change = Notification(date=DAY, of="change")
    later = Notification(date=date(2020, 1, 1), of="periodic")
    other = Notification(date=DAY, of="change", regime="terrorism")
    told = seen(registered(later, periodic, other, change), DAY).told
    assert [(n.date, n.of) for n in told] == [
        (date(2018, 9, 4), "initial"),
        (DAY, "change"),
        (DAY, "periodic"),
    ]


def test_how_a_duty_stands() -> None:
    view = seen(registered(), DAY)
    arose, due, latest = date(2019, 2, 20), date(2019, 2, 26), date(2019, 3, 2)
    assert view.state(arose, due, latest, None) == "overdue"
    assert view.state(arose, DAY, DAY, None) == "open"
    assert view.state(arose, None, None, None) == "suspended"
    assert view.state(arose, due, latest, date(2019, 2, 28)) == "met"
    assert view.state(arose, due, due, date(2019, 2, 28)) == "met-late"
    assert view.state(date(2018, 1, 1), due, latest, None) == "ended"
    assert view.horizon.day == date(2019, 3, 2)
