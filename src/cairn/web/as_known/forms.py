"""Asking for a past day, and for what was known when. All in the address, so that a page can be sent on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from cairn.clock.as_known.times import AsKnown, by_the_end_of, parse_minute
from cairn.dates import parse_day, today
from cairn.errors import BadInput
from cairn.web.base.days import DayWidget, Typed, boxes
from cairn.web.base.forms import DayField, Limit, TextField, add_refusal

THEN, NOW, ANOTHER = "then", "now", "moment"
KNOWLEDGE = {
    THEN: "What was known by the end of that day",
    NOW: "As it stood on that day, as we know it now",
    ANOTHER: "What was known by another moment",
}


class LinkedDayWidget(DayWidget):
    """The three boxes, or one value in the address: ?day=2026-04-30."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """What was typed in each box, or stands in the address."""
        try:
            return boxes(parse_day(str(data.get(name) or "")))
        except BadInput:
            return super().value_from_datadict(data, files, name)


def past_day(label: str, *, required: bool = True, help_text: str = "") -> DayField:
    """A day that is not to come."""
    return DayField(
        label=label,
        required=required,
        limit=Limit.TODAY_OR_PAST,
        help_text=help_text,
        widget=LinkedDayWidget,
    )


class MomentForm(forms.Form):
    """A day, and what was known when."""

    day = past_day("Day asked about", help_text="For example, 30 4 2026.")
    known = forms.ChoiceField(
        label="What was known when?",
        required=False,
        choices=list(KNOWLEDGE.items()),
        initial=THEN,
        widget=forms.RadioSelect,
    )
    moment = past_day("Known on", required=False)
    time = TextField(
        label="Time of day",
        required=False,
        max_length=5,
        help_text="For example, 17:05. Leave empty for the end of the day.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """The question as `asked`, if it can be answered."""
        given = super().clean() or {}
        if given.get("known") == ANOTHER and not given.get("moment") and "moment" not in self.errors:
            self.add_error("moment", "Enter the day by which it was known.")
        if self.errors:
            return given
        try:
            given["asked"] = AsKnown(given["day"], self._known_at(given))
        except BadInput as refusal:
            add_refusal(self, refusal)
        return given

    def _known_at(self, given: Mapping[str, Any]) -> datetime:
        if given["known"] == NOW:
            return datetime.now(UTC)
        if given["known"] != ANOTHER:
            return so_far(given["day"])
        minute = parse_minute(given["time"], field="time") if given["time"] else None
        return min(by_the_end_of(given["moment"], minute), datetime.now(UTC))

    def asked(self) -> AsKnown | None:
        """What is asked, or None if nothing is, or nothing that can be answered."""
        return self.cleaned_data.get("asked") if self.is_bound and self.is_valid() else None


class BetweenForm(forms.Form):
    """Two moments to compare. Where no other day is given, each day's own knowledge."""

    day = past_day("First day")
    known = past_day(
        "First day, as known on", required=False, help_text="Leave empty for the end of that day."
    )
    later = past_day("Second day")
    later_known = past_day(
        "Second day, as known on", required=False, help_text="Leave empty for the end of that day."
    )

    def clean(self) -> dict[str, Any]:
        """The second moment may not lie before the first, in either time."""
        given = super().clean() or {}
        if self.errors:
            return given
        earlier, later = self._moment("day", "known"), self._moment("later", "later_known")
        if later.as_at < earlier.as_at:
            self.add_error("later", "The second day is before the first. Change one of them.")
        elif later.known_at < earlier.known_at:
            self.add_error(
                "later_known", "Less was known by then than by the first moment. Change one of them."
            )
        given["asked"] = (earlier, later)
        return given

    def _moment(self, day: str, known: str) -> AsKnown:
        as_at: date = self.cleaned_data[day]
        return AsKnown(as_at, so_far(self.cleaned_data[known] or as_at))

    def asked(self) -> tuple[AsKnown, AsKnown] | None:
        """What is asked, or None if nothing is, or nothing that can be answered."""
        return self.cleaned_data.get("asked") if self.is_bound and self.is_valid() else None


def so_far(day: date) -> datetime:
    """The end of a day; of today, now."""
    return by_the_end_of(day) if day < today() else datetime.now(UTC)
