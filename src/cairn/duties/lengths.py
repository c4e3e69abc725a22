"""Lengths of time as local policy writes them: 15 days, 10 working days, 12 weeks, 3 months, 24 hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, cast

from cairn.dates import add_months, hours_later
from cairn.duties.working_days import add_working_days, take_working_days
from cairn.law.cases.fields import Fields

Unit = Literal["hours", "days", "working days", "weeks", "months"]
NONE = "none"
_WRITTEN = re.compile(r"(\d{1,4}) (hour|day|working day|week|month)s?")
HOW = "Write it as 15 days, 10 working days, 12 weeks, 3 months, 24 hours, or none"


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit if self.amount != 1 else self.unit.removesuffix('s')}"

    def after(self, event: date | datetime) -> date:
        """The last day within it, counted from an event: its day and so many days, or its hour and so many hours."""
        day = event.date() if isinstance(event, datetime) else event
        if self.unit == "hours":
            moment = event if isinstance(event, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001  London's, without a zone
            return hours_later(moment, self.amount).date()
        if self.unit == "months":
            return add_months(day, self.amount)
        if self.unit == "working days":
            return add_working_days(day, self.amount)
        return day + timedelta(days=self._in_days)

    @property
    def _in_days(self) -> int:
        return self.amount * (7 if self.unit == "weeks" else 1)

    def before(self, day: date) -> date:
        """The day so long before another."""
        if self.unit == "months":
            return add_months(day, -self.amount)
        if self.unit == "working days":
            return take_working_days(day, self.amount)
        return day - timedelta(days=-(-self.amount // 24) if self.unit == "hours" else self._in_days)


def length_in(fields: Fields, key: str) -> Length | None:
    """
    The length that a case's policy gives for a key; None for the word none.

    Raises
        BadInput: it is not written as a length. Names the file, the case and the key.
    """
    try:
        return parse(fields.row.get(key))
    except ValueError as error:
        fields.refuse(key, str(error))


def amount_in(fields: Fields, key: str, unit: Unit) -> int | None:
    """
    The same of a figure that is counted in one unit only.

    Raises
        BadInput: as `length_in`; also another unit.
    """
    length = length_in(fields, key)
    if length is not None and length.unit != unit:
        fields.refuse(key, f"“{length}” is not in {unit}, and this figure is.")
    return length.amount if length else None


def parse(text: object) -> Length | None:
    """
    A length as it is written; None for the word none.

    Raises
        ValueError: it is not written so, or is nothing at all.
    """
    if text is None or text == NONE:
        return None
    found = _WRITTEN.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or int(found[1]) < 1:
        raise ValueError(f"{text!r} is not a length of time. {HOW}.")
    return Length(int(found[1]), cast("Unit", f"{found[2]}s"))
