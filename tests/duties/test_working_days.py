"""Working days and bank holidays, by the published days (GOV.UK, bank holidays in England and Wales)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.duties.working_days import add_working_days, bank_holidays, easter_sunday, is_working_day

PUBLISHED = {
    2015: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2016: ["01-01", "03-25", "03-28", "05-02", "05-30", "08-29", "12-26", "12-27"],
    2020: ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"],
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_of_a_year_are_those_published(year: int) -> None:
    assert bank_holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year]}


def test_easter() -> None:
    known = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2026: (4, 5), 2038: (4, 25)}
    assert {year: (easter_sunday(year).month, easter_sunday(year).day) for year in known} == known


@given(day=st.dates(date(2010, 1, 1), date(2040, 1, 1)), many=st.integers(1, 60))
def test_so_many_working_days_after_a_day_is_a_working_day_and_so_many_of_them_lie_between(
    day: date, many: int
) -> None:
    last = add_working_days(day, many)
    between = [date.fromordinal(number) for number in range(day.toordinal() + 1, last.toordinal() + 1)]
    assert is_working_day(last)
    assert sum(map(is_working_day, between)) == many
