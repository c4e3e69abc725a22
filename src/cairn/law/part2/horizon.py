"""The next day on which an answer may change by itself, gathered while the answer is being worked out."""

from __future__ import annotations

from datetime import date


class Horizon:
    """The earliest day after `as_at` among all days that a rule says matter."""

    __slots__ = ("_as_at", "day")

    def __init__(self, as_at: date) -> None:
        self._as_at = as_at
        self.day: date | None = None

    def consider(self, day: date) -> None:
        """Something changes, or may, on `day`: a fact takes effect, a period ends, a duty falls due."""
        if day > self._as_at and (self.day is None or day < self.day):
            self.day = day
