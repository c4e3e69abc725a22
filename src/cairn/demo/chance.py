"""Draws from a seed: the same parts give the same draws, whatever was drawn elsewhere."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")


class Chance:
    """One stream of draws, named by its parts (seed, what for, which one)."""

    def __init__(self, *parts: object) -> None:
        self._random = Random(":".join(str(part) for part in parts))

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self._random.random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def share(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + self._random.random() * (high - low)

    def peaked(self, low: int, high: int, peak: int) -> int:
        """A whole number from low to high, most often near the peak."""
        return int(self._random.triangular(low, high + 0.999, peak))

    def pick(self, among: Sequence[T]) -> T:
        """One of them, each as likely."""
        return among[int(self._random.random() * len(among))]

    def weighted(self, among: Sequence[tuple[T, float]]) -> T:
        """One of them, each as likely as its weight says."""
        ends = list(accumulate(weight for _, weight in among))
        drawn = self._random.random() * ends[-1]
        return next(thing for (thing, _), end in zip(among, ends, strict=True) if drawn < end)

    def uuid(self) -> UUID:
        """A row's id (RFC 9562 version 4 in form, but drawn from the seed)."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included; first if they are the wrong way round."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def moment(self, day: date, first_hour: int = 9, last_hour: int = 16) -> datetime:
        """A minute of that day, in the hours when people are at work."""
        return datetime(
            day.year,
            day.month,
            day.day,
            self.whole(first_hour, last_hour),
            self.whole(0, 59),
            tzinfo=LONDON,
        )


def words(text: str) -> tuple[str, ...]:
    """The words of a text, to be drawn from."""
    return tuple(text.split())


def days(number: float) -> timedelta:
    """So many days."""
    return timedelta(days=int(number))


def years_after(day: date, number: int) -> date:
    """The same day so many years later (or earlier); 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + number)
    except ValueError:
        return day.replace(year=day.year + number, day=28)


def months_before(day: date, number: int) -> date:
    """The same day so many months earlier; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
