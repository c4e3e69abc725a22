"""Where a conviction or caution was given, and what makes a foreign one count: asked the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from cairn.record.convictions.models import ForeignRoute, GivenIn, Outcome, TriedBy
from cairn.web.base.forms import DayField, TextField


def yes_or_no(label: str, hint: str = "") -> forms.TypedChoiceField:
    """A question that may stay unanswered, which is no answer."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not recorded")],
        coerce=lambda said: said in (True, "yes"),
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class WhereForm(forms.Form):
    """The fields that say where, each shown below the choice that asks for it."""

    given_in = forms.ChoiceField(
        label="Where was the caution given?",
        choices=GivenIn.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    tried_by = forms.ChoiceField(
        label="Who convicted or cautioned them?",
        help_text="Of a court abroad or a service court, enter as the offence its equivalent here.",
        choices=TriedBy.choices,
        widget=forms.RadioSelect,
        initial=TriedBy.HERE,
        required=False,
    )
    country = TextField(label="Country", required=False, max_length=80)
    called = TextField(
        label="The offence as a foreign or service court called it",
        help_text="Only of a court abroad or a service court, if known.",
        required=False,
        max_length=200,
    )
    route = forms.ChoiceField(
        label="What makes it count here?",
        choices=ForeignRoute.choices,
        widget=forms.RadioSelect,
        initial=ForeignRoute.NONE,
        required=False,
    )
    noticed_on = DayField(
        label="Date of the notice or order", help_text="Leave empty if there is none.", required=False
    )

    # Which fields stand below which choice of another.
    reveals: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
        "outcome": {Outcome.CAUTION: ("given_in",)},
        "tried_by": {TriedBy.ABROAD: ("country", "route", "noticed_on")},
    }

    def clean(self) -> dict[str, Any]:
        """
        What is not asked is not said: a field that no choice shows has no answer.

        Of a caution here somebody must say where it was given, or that it is not known.
        """
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        tried_by = typed.get("tried_by") or TriedBy.HERE
        caution = typed.get("outcome") == Outcome.CAUTION and tried_by != TriedBy.ABROAD
        if not caution:
            typed["given_in"] = ""
        elif not typed.get("given_in") and "given_in" not in self.errors:
            self.add_error("given_in", "Select where the caution was given")
        typed["tried_by"] = tried_by
        if tried_by == TriedBy.ABROAD:
            self._ask_abroad(typed)
        else:
            typed |= {"country": "", "route": ForeignRoute.NONE, "noticed_on": None}
            for name in ("country", "route", "noticed_on"):
                self.errors.pop(name, None)
        if tried_by == TriedBy.HERE:
            typed["called"] = ""
        typed["route"] = typed.get("route") or ForeignRoute.NONE
        return typed

    def _ask_abroad(self, typed: Mapping[str, Any]) -> None:
        if not typed.get("country") and "country" not in self.errors:
            self.add_error("country", "Enter the country")
        counts = typed.get("route") not in (None, "", ForeignRoute.NONE)
        if counts and not typed.get("noticed_on") and "noticed_on" not in self.errors:
            self.add_error("noticed_on", "Enter the date of the notice or order")
