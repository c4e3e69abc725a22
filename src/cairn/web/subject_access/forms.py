"""What the pages on requests for access ask."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.record.subject_access.models import AccessItem, Channel, Ground, ItemDecision, Outcome
from cairn.web.base.forms import DayField

_DECISIONS = [choice for choice in ItemDecision.choices if choice[0] != ItemDecision.PROPOSED]


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(forms.Form):
    """A request that came in."""

    received_on = DayField(label="Date it came")
    channel = forms.ChoiceField(label="How it came", choices=Channel.choices, widget=forms.RadioSelect)
    representative = forms.CharField(
        label="Who made it, if not the person",
        help_text="And with what authority, such as a solicitor with a signed form.",
        required=False,
        max_length=200,
    )
    asks = forms.CharField(
        label="What is asked for",
        help_text="Leave empty if it is everything.",
        required=False,
        widget=_long(),
    )
    identity_how = forms.CharField(
        label="How identity is verified",
        help_text="Leave empty if it is not. Ask only for what you need.",
        required=False,
        max_length=200,
    )
    identity_asked_on = DayField(
        label="Date you asked for proof of identity",
        help_text="If you had to ask, the month counts from the day the proof comes.",
        required=False,
    )


class IdentityForm(forms.Form):
    """Proof of identity that came."""

    shown_on = DayField(label="Date the proof came")
    how = forms.CharField(label="How identity is verified", max_length=200)


class QuestionForm(forms.Form):
    """A clarification asked for."""

    asked = forms.CharField(
        label="What you asked",
        help_text="Only what you reasonably need to find what the request is about.",
        widget=_long(),
    )
    asked_on = DayField(label="Date you asked")


class AnswerForm(forms.Form):
    """The clarification that came."""

    answer = forms.CharField(label="What they answered", widget=_long())
    answered_on = DayField(label="Date the answer came")


class ExtensionForm(forms.Form):
    """Notice of two further months."""

    reason = forms.CharField(
        label="Why more time is needed",
        help_text="The complexity of the request, or the number of this person's requests. The notice says this.",
        widget=_long(),
    )
    given_on = DayField(label="Date of the notice to the person")


class OutcomeForm(forms.Form):
    """The decision on the whole."""

    outcome = forms.ChoiceField(
        label="What is the answer?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Reasons, for the record",
        help_text="The Information Commissioner may ask for them. They are not printed in the letter.",
        required=False,
        widget=_long(),
    )


class ItemForm(forms.Form):
    """What becomes of one thing."""

    decision = forms.ChoiceField(
        label="What is to happen to this?", choices=_DECISIONS, widget=forms.RadioSelect
    )
    withheld = forms.MultipleChoiceField(
        label="What to withhold, if parts are", required=False, widget=forms.CheckboxSelectMultiple
    )
    ground = forms.ChoiceField(
        label="On what ground", choices=[("", "Nothing is withheld"), *Ground.choices], required=False
    )
    reason = forms.CharField(
        label="Why withholding is necessary and proportionate", required=False, widget=_long(3)
    )
    silent = forms.BooleanField(
        label="Do not even say that something is withheld",
        help_text="Only where saying so would itself undermine the restriction (s.45(6)).",
        required=False,
    )

    def __init__(self, *args: Any, item: AccessItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(label, f"{label}: {value}"[:200]) for label, value in item.content]
        self.fields["withheld"].choices = choices  # type: ignore[attr-defined]
