"""What the pages on retention ask."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.record.retention.models import Decision
from cairn.record.retention.schedule import current
from cairn.web.base.forms import DayField, TextField

_ANSWERS = [("yes", "Yes"), ("no", "No"), ("not-known", "Not known")]


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReviewForm(forms.Form):
    """The necessity test of the schedule, and what follows from it."""

    decision = forms.ChoiceField(
        label="What should happen to this record?",
        choices=[
            (Decision.RETAIN, "Keep it until the next review"),
            (Decision.DISPOSE, "Dispose of it (somebody else must confirm this)"),
        ],
        widget=forms.RadioSelect,
    )
    next_due_on = DayField(
        label="Date of the next review", help_text="Only if you keep the record.", required=False
    )
    reason = TextField(label="Why", widget=_long(), error_messages={"required": "Enter the reason"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions: dict[str, forms.Field] = {
            question.question: forms.ChoiceField(
                label=question.asks, choices=_ANSWERS, widget=forms.RadioSelect
            )
            for question in current().questions
        }
        self.fields = {**questions, **self.fields}

    def typed(self) -> dict[str, Any]:
        """What the service is told."""
        known = self.cleaned_data
        answers = {question.question: known[question.question] for question in current().questions}
        return {"answers": answers, **{name: known[name] for name in ("decision", "reason", "next_due_on")}}


class HoldForm(forms.Form):
    """What a record is held for."""

    reason = TextField(
        label="Why the record must be held",
        help_text="For example a trial, a public inquiry, a review or a claim. Do not name the person.",
        widget=_long(),
    )


class WhyForm(forms.Form):
    """A reason for taking something back."""

    reason = TextField(label="Why", widget=_long(), error_messages={"required": "Enter the reason"})
