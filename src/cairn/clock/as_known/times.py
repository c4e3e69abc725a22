"""The two times of every question about the past: the day asked about, and the moment of our knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from cairn.dates import parse_day
from cairn.errors import BadInput

_LONDON = ZoneInfo("Europe/London")
NOW = "now"


@dataclass(frozen=True, slots=True)
class AsKnown:
    """
    Parameters
        as_at: the day asked about.
        known_at: the moment of our knowledge; aware.
    """

    as_at: date
    known_at: datetime


def by_the_end_of(day: date, minute: time | None = None) -> datetime:
    """The last instant in London of a day, or of a minute of it: what was written in it was known."""
    last = (minute or time(23, 59)).replace(second=59, microsecond=999_999)
    return datetime.combine(day, last, _LONDON)


def parse_moment(text: str, *, field: str | None = None) -> datetime:
    """
    A moment of knowledge: a day, a day and a minute written 2026-04-30T17:05, or the word now.

    Raises
        BadInput: it is not written so, or there is no such moment.
    """
    day, _, minute = text.strip().partition("T")
    if day == NOW:
        return datetime.now(UTC)
    return by_the_end_of(parse_day(day, field=field), parse_minute(minute, field=field) if minute else None)


def parse_minute(text: str, *, field: str | None = None) -> time:
    """
    A time of day written 17:05.

    Raises
        BadInput: it is not written so, or there is no such time.
    """
    hours, _, minutes = text.strip().partition(":")
    if hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60:
        return time(int(hours), int(minutes))
    raise BadInput(f"“{text}” is not a time of day. Write it as 17:05.", field=field)
