"""What the pages on requests for access ask."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.record.subject_access.models import AccessItem, Channel, Ground, ItemDecision, Outcome
from cairn.web.base.forms import DayField, TextField

_DECISIONS = [choice for choice in ItemDecision.choices if choice[0] != ItemDecision.PROPOSED]


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(forms.Form):
    """A request that was received."""

    received_on = DayField(label="Date received")
    channel = forms.ChoiceField(
        label="How it was received", choices=Channel.choices, widget=forms.RadioSelect
    )
    representative = TextField(
        label="Who made it, if not the person themselves",
        help_text="And their authority, such as a solicitor with a signed form.",
        required=False,
        max_length=200,
    )
    asks = TextField(
        label="What they are asking for",
        help_text="Leave empty if they want everything.",
        required=False,
        widget=_long(),
    )
    identity_how = TextField(
        label="How their identity was verified",
        help_text="Leave empty if it was not. Ask only for what you need.",
        required=False,
        max_length=200,
    )
    identity_asked_on = DayField(
        label="Date you asked for proof of identity",
        help_text="If you had to ask, the time limit starts on the day you receive the proof.",
        required=False,
    )


class IdentityForm(forms.Form):
    """Proof of identity that was received."""

    shown_on = DayField(label="Date you received the proof")
    how = TextField(label="How their identity was verified", max_length=200)


class QuestionForm(forms.Form):
    """A clarification asked for."""

    asked = TextField(
        label="What you asked",
        help_text="Ask only for what you reasonably need to find the information.",
        widget=_long(),
    )
    asked_on = DayField(label="Date you asked")


class AnswerForm(forms.Form):
    """The clarification that was received."""

    answer = TextField(label="What they answered", widget=_long())
    answered_on = DayField(label="Date you received the answer")


class ExtensionForm(forms.Form):
    """Notice of two further months."""

    reason = TextField(
        label="Why more time is needed",
        help_text="The request is complex, or this person has made several. Your notice to them must say this.",
        widget=_long(),
    )
    given_on = DayField(label="Date you told the person")


class OutcomeForm(forms.Form):
    """The decision on the whole."""

    outcome = forms.ChoiceField(
        label="What is the answer?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    why = TextField(
        label="Reasons",
        help_text="Kept on the record for the Information Commissioner. They are not printed in the letter.",
        required=False,
        widget=_long(),
    )


class ItemForm(forms.Form):
    """The decision on one item."""

    decision = forms.ChoiceField(
        label="What have you decided about this?", choices=_DECISIONS, widget=forms.RadioSelect
    )
    withheld = forms.MultipleChoiceField(
        label="Which parts to withhold", required=False, widget=forms.CheckboxSelectMultiple
    )
    ground = forms.ChoiceField(
        label="Ground for withholding", choices=[("", "Nothing is withheld"), *Ground.choices], required=False
    )
    reason = TextField(
        label="Why withholding is necessary and proportionate", required=False, widget=_long(3)
    )
    silent = forms.BooleanField(
        label="Do not tell the person that something is withheld",
        help_text="Only if telling them would itself undermine the restriction (Data Protection Act 2018 s.45(6)).",
        required=False,
    )

    def __init__(self, *args: Any, item: AccessItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(label, f"{label}: {value}"[:200]) for label, value in item.content]
        self.fields["withheld"].choices = choices  # type: ignore[attr-defined]
