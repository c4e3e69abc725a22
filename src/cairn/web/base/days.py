"""A day typed in three boxes: the GOV.UK date input, forgiving of form and strict about the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field, Widget

from cairn.dates import today as london_today

PARTS = ("day", "month", "year")
Typed = tuple[str, str, str]
# Beyond these a year is a slip of the hand, and the law's periods could run off the calendar.
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
# No month's name is longer.
_LONGEST = 12

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


class Limit(Enum):
    """Which days a field takes, and how it says so."""

    NONE = ""
    PAST = "must be in the past"
    TODAY_OR_PAST = "must be today or in the past"
    FUTURE = "must be in the future"
    TODAY_OR_FUTURE = "must be today or in the future"

    def allows(self, day: date, today: date) -> bool:
        """Whether the day keeps within the limit on the day `today`."""
        return {
            Limit.NONE: True,
            Limit.PAST: day < today,
            Limit.TODAY_OR_PAST: day <= today,
            Limit.FUTURE: day > today,
            Limit.TODAY_OR_FUTURE: day >= today,
        }[self]


class DayWidget(Widget):
    """Three boxes: NAME-day, NAME-month, NAME-year. Drawn by base/fields.html."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """What was typed in each box, without the space around it."""
        return tuple(str(data.get(f"{name}-{part}") or "").strip() for part in PARTS)  # type: ignore[return-value]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the boxes was on the page that was sent."""
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        """The first box's id."""
        return f"{id_}-day"


def boxes(value: object) -> Typed:
    """What stands in the boxes for a date, for what was typed, or for nothing."""
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, (tuple, list)) and len(value) == len(PARTS):
        return str(value[0]), str(value[1]), str(value[2])
    return "", "", ""


def _refusal(message: str, *parts: str) -> ValidationError:
    """An error that also says which boxes are wrong."""
    return ValidationError(message, code="day", params={"boxes": parts or PARTS})


class DayField(Field):
    """
    A day.

    Parameters
        limit: which days are taken, measured from today.
        today: what today is; the door's clock unless a test sets another.
        earliest: the first day taken, if any.

    Raises ValidationError in GOV.UK's words: Enter the date of birth; Date of birth must include a year;
    Date of birth must be a real date; Date of birth must be in the past.
    """

    widget = DayWidget

    def __init__(
        self,
        *,
        limit: Limit = Limit.NONE,
        today: Callable[[], date] = london_today,
        earliest: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.limit, self.today, self.earliest = limit, today, earliest

    @property
    def _name(self) -> str:
        return str(self.label or "The date")

    def to_python(self, value: Any) -> date | None:
        """The day that was typed; None if nothing was."""
        if isinstance(value, date):
            return value
        typed = boxes(value)
        if not any(typed):
            return None
        lacking = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if lacking:
            raise _refusal(f"{self._name} must include a {' and '.join(lacking)}", *lacking)
        return self._real(typed)

    def _real(self, typed: Typed) -> date:
        day, month, year = typed
        wrong = _refusal(f"{self._name} must be a real date")
        if not year.isdecimal() or len(year) != 4:
            raise _refusal(f"{self._name} must have a year of 4 numbers, such as 1980", "year")
        # A box takes any length, and a number of many digits is more than int() or date() will read.
        if max(len(day), len(month)) > _LONGEST:
            raise wrong
        number = int(month) if month.isdecimal() else _MONTHS.get(month.lower().rstrip("."))
        if number is None or not 1 <= number <= 12:
            raise _refusal(f"{self._name} must be a real date", "month")
        if not day.isdecimal():
            raise _refusal(f"{self._name} must be a real date", "day")
        try:
            real = date(int(year), number, int(day))
        except (ValueError, OverflowError):
            raise wrong from None
        if not _FIRST_YEAR <= real.year <= _LAST_YEAR:
            raise _refusal(f"{self._name} must have a year between {_FIRST_YEAR} and {_LAST_YEAR}", "year")
        return real

    def validate(self, value: Any) -> None:
        """Required, and within the limits."""
        super().validate(value)
        if value is None:
            return
        if not self.limit.allows(value, self.today()):
            raise _refusal(f"{self._name} {self.limit.value}")
        if self.earliest and value < self.earliest:
            first = f"{self.earliest.day} {self.earliest:%B} {self.earliest.year}"
            raise _refusal(f"{self._name} must be on or after {first}")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another day."""
        return boxes(initial) != boxes(data)
