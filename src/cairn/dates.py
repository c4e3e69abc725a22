"""
Days, calendar periods and London's clock.

A period "of N months beginning with D" ends the day before the corresponding date. Where that date
does not exist (31 August and six months) the corresponding date is the 1st of the next month.
Times of day are London's, without a zone; the rule for summer time is the Summer Time Act 1972
(last Sunday of March to last Sunday of October, at 01:00 GMT), so no zone data need be installed.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from cairn.errors import BadInput

ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)


def today() -> date:
    """Today in London. For doors and jobs; nothing deeper asks."""
    return london(datetime.now(UTC)).date()


def london(moment: datetime) -> datetime:
    """London's wall-clock time, without a zone, at an aware `moment`."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return plain + ONE_HOUR if _is_summer(plain) else plain


def hours_later(local: datetime, hours: int) -> datetime:
    """London's wall-clock time `hours` real hours after the wall-clock time `local`."""
    guess = local - ONE_HOUR
    moment = guess if _is_summer(guess) else local
    later = moment + timedelta(hours=hours)
    return later + ONE_HOUR if _is_summer(later) else later


def corresponding(day: date, months: int) -> date:
    """The date `months` later with the same day number; the 1st of the month after where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    number = day.day
    if number > 28 and number > monthrange(year, month + 1)[1]:
        year, month = (year + 1, 0) if month == 11 else (year, month + 1)
        number = 1
    return date(year, month + 1, number)


def add_months(day: date, months: int) -> date:
    """The date `months` later with the same day number; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28 if day.day <= 28 else monthrange(year, month + 1)[1]))


def last_day(start: date, months: int) -> date:
    """The last day of a period of `months` beginning with `start`."""
    return corresponding(start, months) - ONE_DAY


def age_on(born: date, day: date) -> int:
    """Age in whole years. Somebody born on 29 February has their birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def parse_day(text: str, *, field: str | None = None) -> date:
    """
    A day written 2019-06-15.

    Raises
        BadInput: it is not written so, or there is no such day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"“{text}” is not a date. Write it as 2019-06-15.", field=field) from None


def in_words(day: date) -> str:
    """As 1 March 2015."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


_MONTHS = (
    "",
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _is_summer(utc: datetime) -> bool:
    return _change(utc.year, 3) <= utc < _change(utc.year, 10)


def _change(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001  plain UTC throughout
    return last - timedelta(days=(last.weekday() + 1) % 7) + ONE_HOUR
