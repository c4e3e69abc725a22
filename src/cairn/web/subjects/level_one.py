"""The web side of reviews at level 1."""

from __future__ import annotations

from datetime import date

from django import forms

from cairn.plan.level_one.models import LevelOneReview, ReviewOutcome
from cairn.plan.level_one.subject import LEVEL_ONE, QUESTIONS
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.subjects.cards import Flag
from cairn.web.subjects.declaration import WebSubject


def _asked(name: str, label: str, hint: str = "") -> TextField:
    missing = QUESTIONS[name].rstrip(".")
    return TextField(label=label, help_text=hint, widget=long_text(3), error_messages={"required": missing})


class LevelOneForm(forms.Form):
    """The questions of a review at level 1, and what comes of it."""

    reviewed_on = DayField(label="Date of the review")
    changed = _asked("changed", "What has changed since the last review?")
    agencies = _asked("agencies", "Which agencies were asked, and what did they say?")
    domestic_abuse = _asked(
        "domestic_abuse", "Domestic abuse: what was checked, and what is known?", "Say so where nothing is."
    )
    disclosure = _asked(
        "disclosure",
        "Disclosure: what was considered, what was decided, and why?",
        "To whom it might be told, to protect them or a child. It is always considered.",
    )
    plan = _asked("plan", "Does the plan still meet the risk?", "And what is changed in it.")
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=ReviewOutcome.choices,
        widget=forms.RadioSelect,
        help_text="A manager endorses each but the first. To refer sets no level: the coordinator decides.",
        error_messages={"required": "Select the outcome"},
    )
    why = _asked("why", "Why this outcome?")


def _flag(row: LevelOneReview, _: date) -> Flag | None:
    return Flag("Review waits to be endorsed", "yellow") if row.waits else None


WEB = WebSubject(subject=LEVEL_ONE, form=LevelOneForm, flag=_flag, latest_stands=True)
