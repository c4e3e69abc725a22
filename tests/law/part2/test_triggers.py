from __future__ import annotations

from datetime import date, datetime

from cairn.law.facts import Away, ChildHousehold, HomeAddress, Person, Stay
from cairn.law.part2.scheme import SOURCES
from cairn.law.part2.triggers import triggers
from tests.law.facts_for_tests import registered, seen

AS_AT = date(2019, 12, 31)


def found(person: Person, as_at: date = AS_AT) -> list[tuple[str, date]]:
    return [(trigger.of, trigger.day) for trigger in triggers(seen(person, as_at), SOURCES)]


def test_what_happened_by_the_first_day_is_covered_by_the_first_notification() -> None:
    homes = tuple(HomeAddress(date=day) for day in (date(2018, 1, 1), date(2018, 9, 3), date(2018, 9, 4)))
    assert found(registered(addresses=homes)) == [("home-address", date(2018, 9, 4))]


def test_stays_in_any_order_are_added_within_twelve_months() -> None:
    stays = (
        Stay(at="p", start=date(2019, 6, 10), end=date(2019, 6, 13)),
        Stay(at="p", start=date(2019, 2, 1), end=date(2019, 2, 3)),
    )
    assert found(registered(stays=stays)) == [("stay", date(2019, 6, 13))]


def test_overlapping_stays_count_each_day_once() -> None:
    stays = (
        Stay(at="p", start=date(2019, 2, 1), end=date(2019, 2, 5)),
        Stay(at="p", start=date(2019, 2, 3), end=date(2019, 2, 6)),
    )
    assert found(registered(stays=stays)) == []


def test_a_stay_that_goes_on_is_seen_coming() -> None:
    view = seen(registered(stays=(Stay(at="p", start=date(2019, 2, 1)),)), date(2019, 2, 3))
    assert triggers(view, SOURCES) == []
    assert view.horizon.day == date(2019, 2, 7)


def test_a_named_household_is_notified_once() -> None:
    nights = tuple(
        ChildHousehold(at="h", start=datetime(2019, month, 6, 18), end=datetime(2019, month, 7, 18))
        for month in (5, 6)
    )
    assert found(registered(households=nights)) == [("child-household", date(2019, 5, 7))]


def test_two_rows_for_one_release_are_one_release() -> None:
    away = (
        Away(kind="custody", start=date(2019, 2, 1), end=date(2019, 3, 1)),
        Away(kind="custody", start=date(2019, 2, 10), end=date(2019, 3, 1)),
        Away(kind="custody", start=date(2019, 2, 10), end=date(2019, 2, 20)),
    )
    assert found(registered(away=away)) == [("release", date(2019, 3, 1))]
