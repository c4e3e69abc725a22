"""A date of birth typed in three boxes, of which the first may stay empty where it is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cairn.births import Birth, Known
from cairn.web.base.days import PARTS, DayField, Limit, boxes

HINT = "If only the year, or the month and year, is known, leave the other boxes empty."


class BirthField(DayField):
    """The day, the month and year, or the year alone; cleans to a `Birth`."""

    def __init__(self, *, label: str = "Date of birth", help_text: str = HINT, required: bool = True) -> None:
        super().__init__(label=label, help_text=help_text, required=required, limit=Limit.PAST)

    def to_python(self, value: Any) -> Birth | None:
        """As far as it was typed; None if nothing was."""
        if isinstance(value, Birth):
            return value
        if isinstance(value, date):
            return Birth(value)
        day, month, year = boxes(value)
        known: Known = "day" if day else ("month" if month else "year")
        # What is lacking between two that are given is asked for, and a real day of what is left.
        typed = (day or "1" if year or month else day, month or ("1" if year and not day else ""), year)
        found = super().to_python(typed)
        return None if found is None else Birth(found, known)


def birth_boxes(birth: Birth) -> tuple[str, ...]:
    """What stands in the boxes for a date of birth: nothing where it is not known."""
    shown = {"day": birth.known == "day", "month": birth.known != "year", "year": True}
    return tuple(str(getattr(birth, part)) if shown[part] else "" for part in PARTS)


class BirthForm(forms.Form):
    """The fields that say when somebody was born."""

    date_of_birth = BirthField()
    born_within = forms.IntegerField(
        label="If the year is an estimate, to within how many years either way?",
        help_text="Leave empty if it is no estimate.",
        min_value=0,
        max_value=30,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """The date of birth with its estimate. Only a year is estimated."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        birth, within = typed.get("date_of_birth"), typed.get("born_within") or 0
        if birth is not None and within:
            if birth.known != "year":
                self.add_error("born_within", "Only a year is estimated: leave the day and month empty")
            else:
                typed["date_of_birth"] = Birth(birth, "year", within)
        return typed
