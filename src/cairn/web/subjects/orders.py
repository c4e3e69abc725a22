"""The web side of court orders."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.record.orders.queries import kinds_offered
from cairn.record.orders.subject import ORDER
from cairn.web.base.forms import DayField, long_text
from cairn.web.subjects.declaration import WebSubject


class OrderForm(forms.Form):
    """An order of a court: which, from when until when, and what it says."""

    kind = forms.ChoiceField(label="Which order")
    made_on = DayField(label="Date made")
    served_on = DayField(label="Date served", help_text="Leave empty if it is the same day.", required=False)
    in_force_on = DayField(
        label="Date it came or comes into force",
        help_text="Leave empty if it is the same day.",
        required=False,
    )
    until = DayField(
        label="Last day in force",
        help_text="An order of five years made on 4 March 2025 ends on 3 March 2030.",
        required=False,
    )
    further_order = forms.BooleanField(label="It runs until further order", required=False)
    travel_ban = forms.BooleanField(label="It forbids travel abroad", required=False)
    court = forms.CharField(label="Court", required=False, max_length=120)
    terms = forms.CharField(
        label="Prohibitions and requirements",
        help_text="In the court's words.",
        required=False,
        widget=long_text(8),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose"), *kinds_offered()]  # type: ignore[attr-defined]


class OrderEndForm(forms.Form):
    """The day on which an order was discharged, or ended by another."""

    ended_on = DayField(label="Date it ended")
    ended_how = forms.CharField(
        label="How it ended",
        help_text="Such as: discharged on application, or replaced by another order.",
        required=False,
        max_length=200,
    )


WEB = WebSubject(subject=ORDER, form=OrderForm)
