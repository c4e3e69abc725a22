"""The first page of a notification: what it meets, when, where; and the last: the identity check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cairn.web.base.forms import DayField, Limit, TextField
from cairn.web.base.times import SKIPPED, ClockField, moment, skipped
from cairn.web.wizard.steps import StepForm

# What can be notified at a counter. A change of details says which on the pages that follow.
MATTERS = (
    ("initial", "First notification"),
    ("periodic", "Periodic notification: annual, or weekly with no fixed abode"),
    ("change", "A change of details"),
    ("release", "Release from custody or hospital"),
    ("travel", "A journey outside the United Kingdom"),
    ("return", "Return to the United Kingdom"),
    ("did-not-happen", "A change notified in advance that did not happen"),
)
# Matters for which the law asks for all of s.83(5) again (ss.83(5), 84(1), 85(1)).
NEEDS_EVERYTHING = frozenset({"initial", "periodic", "change", "release"})

_YES_NO = (("yes", "Yes"), ("no", "No"))


class WhatForm(StepForm):
    """
    What the notification is of, and the attendance.

    Parameters
        hints: by matter, the duty it would meet and by when.
        began: the time at which this notification was begun.
    """

    matters = forms.MultipleChoiceField(
        label="What is being notified?",
        choices=MATTERS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what is being notified"},
    )
    station = TextField(label="Police station", max_length=120)
    in_person = forms.ChoiceField(
        label="Are they here in person?",
        help_text="What is told by telephone, post or e-mail is kept, and meets no duty (section 87).",
        choices=_YES_NO,
        widget=forms.RadioSelect,
        initial="yes",
        error_messages={"required": "Select whether they are here in person"},
    )
    when = forms.ChoiceField(
        label="When was it given?",
        choices=(("now", "Now"), ("earlier", "Earlier")),
        widget=forms.RadioSelect,
        initial="now",
        error_messages={"required": "Select when it was given"},
    )
    given_on = DayField(label="Date given", limit=Limit.TODAY_OR_PAST, required=False)
    given_time = ClockField(
        label="Time given", help_text="On the 24-hour clock, such as 14:30.", required=False
    )

    def __init__(self, *args: Any, hints: Mapping[str, str], began: time, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints
        self.fields["when"].choices = (("now", f"Now ({began:%H:%M})"), ("earlier", "Earlier"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A notification given earlier needs its day and time."""
        answers = self.cleaned_data
        if answers.get("when") == "earlier":
            if not answers.get("given_on") and "given_on" not in self.errors:
                self.add_error("given_on", "Enter the date given")
            if not answers.get("given_time") and "given_time" not in self.errors:
                self.add_error("given_time", "Enter the time given")
            self._check_moment(answers.get("given_on"), answers.get("given_time"))
        return answers

    def _check_moment(self, on: date | None, at: time | None) -> None:
        if on is None or at is None:
            return
        if skipped(on, at):
            self.add_error("given_time", SKIPPED)
        elif moment(on, at) > timezone.now():
            self.add_error("given_time", "Time given must not be still to come")


SUBJECTS = (
    ("names", "Names used"),
    ("home", "Home address, or no fixed abode"),
    ("addresses", "Other addresses, or a household where a child lives or stays"),
    ("money", "Bank accounts and cards"),
    ("documents", "Passports and identity documents"),
)
NOTHING = "nothing"
_NOTHING_CHANGED = (NOTHING, "Nothing: they confirmed all of it")


class HeldForm(StepForm):
    """
    What of all that we hold has changed. Nothing is one press; nothing is assumed.

    Parameters
        only_a_change: a change is all that is being notified, so that nothing cannot be the answer.
        more: what another scheme asks for too.
    """

    changed = forms.MultipleChoiceField(
        label="What is different from what we hold?",
        help_text="Read it back to them. Select all that apply.",
        choices=(*SUBJECTS, _NOTHING_CHANGED),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what is different, or that nothing is"},
    )

    def __init__(
        self,
        *args: Any,
        only_a_change: bool = False,
        more: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.only_a_change = only_a_change
        self.fields["changed"].choices = (*SUBJECTS, *more, _NOTHING_CHANGED)  # type: ignore[attr-defined]

    def clean_changed(self) -> list[str]:
        """Either something, or nothing."""
        changed: list[str] = self.cleaned_data["changed"]
        if NOTHING in changed and len(changed) > 1:
            raise ValidationError("Select what is different, or “Nothing”, but not both")
        if changed == [NOTHING] and self.only_a_change:
            raise ValidationError("A change of details is being notified: select which")
        return changed


class IdentityForm(StepForm):
    """How we know that it is them (s.87(4)): both may wait."""

    taken = forms.MultipleChoiceField(
        label="What was taken to check who they are?",
        help_text="Section 87 lets you take either or both. Leave empty if neither was taken.",
        choices=(("fingerprints", "Fingerprints"), ("photograph", "Photograph")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
