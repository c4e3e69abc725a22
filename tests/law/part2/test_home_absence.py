from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.law.answers import Duty
from cairn.law.facts import NORTHERN_IRELAND, HomeAbsence, Notification
from cairn.law.part2.home_absence import absence_duties
from cairn.law.part2.view import look
from cairn.law.rulebook import STATUTE_BOOK, Switch, switched
from tests.law.facts_for_tests import registered, seen

LEAVES = datetime(2019, 5, 10, 18)
AWAY = HomeAbsence(id="x", leaves=LEAVES, returns=datetime(2019, 5, 20, 18), expected=date(2019, 5, 20))


def owed(absence: HomeAbsence, day: date, *told: Notification) -> list[Duty]:
    person = registered(*told, jurisdiction=NORTHERN_IRELAND, absences=(absence,))
    return absence_duties(seen(person, day, NORTHERN_IRELAND))


def notice(day: date, hour: int | None = None, about: str | None = "x") -> Notification:
    at = datetime(day.year, day.month, day.day, hour) if hour is not None else None
    return Notification(id="t", date=day, of="absence", about=about, at=at)


def test_it_is_due_twelve_hours_before_leaving_and_says_which_figures_it_read() -> None:
    (duty,) = owed(AWAY, date(2019, 5, 10))
    assert (duty.due_at, duty.state, duty.subject) == (datetime(2019, 5, 10, 6), "open", "x")
    assert duty.reasons[0].text == (
        "away from home for longer than 3 days: to notify at least 12 hours before leaving on 10 May 2019"
    )
    assert [key for key, _ in duty.reasons[0].reads] == ["absence-days", "absence-notice-hours"]


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (notice(date(2019, 5, 10), 6), "met"),
        (notice(date(2019, 5, 10), 7), "met-late"),
        (notice(date(2019, 5, 1)), "met"),
        (notice(date(2019, 5, 11)), "met-late"),
        (notice(date(2019, 5, 11), about=None), "met-late"),
    ],
)
def test_told_before_the_hour_it_is_met_and_after_it_late(told: Notification, state: str) -> None:
    assert owed(AWAY, date(2019, 5, 12), told)[0].state == state


def test_once_home_it_is_past_doing() -> None:
    assert owed(AWAY, date(2019, 5, 20))[0].state == "overdue"
    assert owed(AWAY, date(2019, 5, 21))[0].state == "ended"


def test_three_days_to_the_hour_are_not_longer_than_three() -> None:
    assert owed(HomeAbsence(leaves=LEAVES, returns=datetime(2019, 5, 13, 18)), date(2019, 5, 14)) == []
    assert owed(HomeAbsence(leaves=LEAVES, returns=datetime(2019, 5, 13, 18, 1)), date(2019, 5, 14))


def test_coming_back_on_another_day_is_to_be_told_within_three_days() -> None:
    later = HomeAbsence(id="x", leaves=LEAVES, returns=datetime(2019, 5, 22, 9), expected=date(2019, 5, 20))
    _, back = owed(later, date(2019, 5, 23), notice(date(2019, 5, 9)))
    assert (back.kind, back.due, back.state) == ("absence-return", date(2019, 5, 25), "open")


def test_in_england_it_is_owed_only_once_switched_on() -> None:
    person = registered(absences=(AWAY,))
    assert absence_duties(seen(person, date(2019, 5, 12))) == []
    book = switched(STATUTE_BOOK, [Switch(rule="absence-from-home", since=date(2019, 1, 1))])
    (duty,) = absence_duties(look(person, date(2019, 5, 12), book.scheme(person.jurisdiction).rules))
    assert (duty.state, duty.reasons[0].verified) == ("overdue", False)
