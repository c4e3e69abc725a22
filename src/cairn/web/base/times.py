"""A time of day as people type it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

_LONDON = ZoneInfo("Europe/London")


def moment(day: date, clock: time) -> datetime:
    """A day and a time of it, as they were typed, in London."""
    return datetime.combine(day, clock, _LONDON)


def skipped(day: date, clock: time) -> bool:
    """Whether the clocks went over this hour when they went forward: nothing happened at it."""
    at = moment(day, clock)
    return at.astimezone(UTC).astimezone(_LONDON).time() != clock


SKIPPED = "That hour did not exist: the clocks went forward over it. Check the time"


class ClockField(forms.CharField):
    """A time on the 24-hour clock: 10:42, 10.42 or 1042."""

    def __init__(self, **options: Any) -> None:
        narrow = forms.TextInput(attrs={"class": "govuk-input--width-5", "spellcheck": "false"})
        super().__init__(max_length=8, widget=narrow, **options)

    def clean(self, value: Any) -> Any:
        """The time, or None if none was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        digits = typed.replace(":", "").replace(".", "").replace(" ", "")
        try:
            return time(int(digits[:-2]), int(digits[-2:]))
        except ValueError:
            said = f"{self.label} must be a real time on the 24-hour clock, such as 14:30, not “{typed}”"
            raise ValidationError(said) from None
