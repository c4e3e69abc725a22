"""
Working days: not a Saturday, a Sunday or a bank holiday in England and Wales.

Source: Banking and Financial Dealings Act 1971 Sch.1, with the days that were proclaimed or moved (GOV.UK, bank
holidays; from 2010).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from cairn.dates import ONE_DAY

_SATURDAY, _MONDAY = 5, 0
# One-off days, and days kept in the place of another.
_PROCLAIMED = frozenset(
    {
        date(2011, 4, 29),  # royal wedding
        date(2012, 6, 4),
        date(2012, 6, 5),  # Diamond Jubilee
        date(2020, 5, 8),  # VE Day
        date(2022, 6, 2),
        date(2022, 6, 3),  # Platinum Jubilee
        date(2022, 9, 19),  # state funeral
        date(2023, 5, 8),  # coronation
    }
)
_MOVED = frozenset({date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)})


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_working_days(day: date, days: int) -> date:
    """The last of so many working days after a day, which does not count itself."""
    while days > 0:
        day += ONE_DAY
        days -= is_working_day(day)
    return day


def take_working_days(day: date, days: int) -> date:
    """The first of so many working days before a day, which does not count itself."""
    while days > 0:
        day -= ONE_DAY
        days -= is_working_day(day)
    return day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year in England and Wales, each on the day it is kept."""
    easter = easter_sunday(year)
    usual = {
        _kept(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + ONE_DAY,
        _first_monday(date(year, 5, 1)),
        _first_monday(date(year, 5, 25)),
        _first_monday(date(year, 8, 25)),
        *_christmas(year),
    }
    return frozenset(usual - _MOVED | {day for day in _PROCLAIMED if day.year == year})


def easter_sunday(year: int) -> date:
    """Western Easter, by the anonymous Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _kept(day: date) -> date:
    """A holiday on a weekend is kept on the Monday after."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def _christmas(year: int) -> tuple[date, date]:
    first, second = date(year, 12, 25), date(year, 12, 26)
    on_weekends = [day for day in (first, second) if day.weekday() >= _SATURDAY]
    if not on_weekends:
        return first, second
    if len(on_weekends) == 2:
        return date(year, 12, 27), date(year, 12, 28)
    if first in on_weekends:  # a Sunday: the 26th is the Monday, and the 27th stands for Christmas Day
        return second, date(year, 12, 27)
    return first, date(year, 12, 28)


def _first_monday(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)
