from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cairn.dates import (
    add_months,
    age_on,
    corresponding,
    hours_later,
    in_words,
    last_day,
    london,
    parse_day,
    today,
)
from cairn.errors import BadInput


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2015, 3, 1), 120, date(2025, 2, 28)),
        (date(2014, 3, 1), 120, date(2024, 2, 29)),
        (date(2016, 2, 29), 60, date(2021, 2, 28)),
        (date(2015, 8, 31), 42, date(2019, 2, 28)),
        (date(2018, 12, 31), 2, date(2019, 2, 28)),
    ],
)
def test_a_period_ends_the_day_before_the_corresponding_date(start: date, months: int, last: date) -> None:
    assert last_day(start, months) == last


def test_a_missing_corresponding_date_is_the_first_of_the_next_month() -> None:
    assert corresponding(date(2015, 10, 31), 1) == date(2015, 12, 1)
    assert corresponding(date(2015, 10, 31), 2) == date(2015, 12, 31)


def test_a_year_after_leap_day_is_28_february() -> None:
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_age_in_whole_years() -> None:
    assert [age_on(date(2000, 3, 1), day) for day in (date(2018, 2, 28), date(2018, 3, 1))] == [17, 18]
    assert [age_on(date(2000, 2, 29), day) for day in (date(2018, 2, 28), date(2018, 3, 1))] == [17, 18]


def test_london_is_an_hour_ahead_in_summer() -> None:
    assert london(datetime(2019, 3, 31, 0, 59, tzinfo=UTC)) == datetime(2019, 3, 31, 0, 59)
    assert london(datetime(2019, 3, 31, 1, 0, tzinfo=UTC)) == datetime(2019, 3, 31, 2, 0)
    assert london(datetime(2019, 10, 27, 1, 0, tzinfo=UTC)) == datetime(2019, 10, 27, 1, 0)


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    assert hours_later(datetime(2019, 3, 30, 20), 12) == datetime(2019, 3, 31, 9)
    assert hours_later(datetime(2019, 10, 26, 20), 12) == datetime(2019, 10, 27, 7)
    assert hours_later(datetime(2019, 7, 6, 18), 12) == datetime(2019, 7, 7, 6)


def test_a_day_is_read_and_written() -> None:
    assert parse_day(" 2019-06-15 ") == date(2019, 6, 15)
    assert in_words(date(2019, 6, 5)) == "5 June 2019"
    with pytest.raises(BadInput, match="Write it as 2019-06-15") as refusal:
        parse_day("15/06/2019", field="born")
    assert refusal.value.field == "born"


def test_today_is_a_day_of_london() -> None:
    assert today() in {london(datetime.now(UTC)).date(), date.today()}
