"""A value that can hardly be, and yet may be so: its page asks once, at its field, and takes it if somebody is sure."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

SURE = "sure"


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    What is asked about.

    Parameters
        field: at which it is asked.
        question: what looks wrong, and what to do.
        of: what it is of, as typed; another value is asked about anew.
        sure: the words of the box that lets it stand.
    """

    field: str
    question: str
    of: str
    sure: str


def ask(form: forms.Form, doubt: Doubt) -> None:
    """Put the question to a form that is being cleaned, with a box that lets the value stand."""
    form.fields[SURE] = forms.MultipleChoiceField(
        label="Is it right as typed?",
        choices=[(doubt.of, doubt.sure)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    if doubt.of not in (form[SURE].data or ()):
        form.add_error(doubt.field, doubt.question)
