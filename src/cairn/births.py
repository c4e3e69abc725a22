"""A date of birth as far as it is known: the day, the month, or the year alone, and that as an estimate."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from cairn.dates import age_on, corresponding, last_day

Known = Literal["day", "month", "year"]
_MONTHS: dict[Known, int] = {"month": 1, "year": 12}


def as_known(kept: str) -> Known:
    """How much is known, as it is kept."""
    return "year" if kept == "year" else "month" if kept == "month" else "day"


class Birth(date):
    """
    A date of birth: as a day, the first of the month or year that is known.

    Parameters
        known: how much of it is.
        within: of an estimated year, how many years either way it may be wrong; 0 where it is no estimate.
    """

    known: Known
    within: int

    def __new__(cls, day: date, known: Known = "day", within: int = 0) -> Self:
        """The day is brought to the first of what is known."""
        month = 1 if known == "year" else day.month
        made = super().__new__(cls, day.year, month, day.day if known == "day" else 1)
        made.known, made.within = known, within
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[date, Known, int]]:
        """For copies and caches."""
        return type(self), (self.as_day, self.known, self.within)

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.known == "day"

    @property
    def as_day(self) -> date:
        """The day, or the first day of what is known, as a plain date."""
        return date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """The first day on which they may have been born."""
        return corresponding(self.as_day, -12 * self.within)

    @property
    def last(self) -> date:
        """The last day on which they may have been born."""
        if self.known == "day":
            return self.as_day
        return last_day(self.as_day, _MONTHS[self.known] + 12 * self.within)

    def words(self, month: str = "%B") -> str:
        """3 March 1979; March 1979; 1979; 1979, estimated (1977 to 1981)."""
        if self.known == "day":
            return f"{self.day} {self:{month}} {self.year}"
        if self.known == "month":
            return f"{self:{month}} {self.year}"
        if not self.within:
            return str(self.year)
        return f"{self.year}, estimated ({self.year - self.within} to {self.year + self.within})"

    def age_words(self, day: date) -> str:
        """The age on a day: 46, or 45 or 46, or 43 to 48."""
        youngest, oldest = age_on(self.last, day), age_on(self.first, day)
        if youngest == oldest:
            return str(oldest)
        return f"{youngest} {'or' if oldest - youngest == 1 else 'to'} {oldest}"
