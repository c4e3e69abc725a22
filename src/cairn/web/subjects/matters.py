"""The web side of what was notified at an attendance."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.record.notifications.checks import abouts
from cairn.record.notifications.duty_words import CHANGES
from cairn.record.notifications.models import Matter
from cairn.record.notifications.subject import MATTER
from cairn.subjects.registry import subjects
from cairn.web.subjects.declaration import WebSubject


def change_words(about: str) -> str:
    """What a change was about, in the words of the counter; a subject of another scheme by its own name."""
    named = next((each.one for each in subjects() if each.key == about), about.replace("-", " "))
    return CHANGES.get(about) or f"Change of {named}"


class MatterForm(forms.Form):
    """What it was, and of a change, of what."""

    of = forms.ChoiceField(label="What was notified", choices=Matter.choices, widget=forms.RadioSelect)
    about = forms.ChoiceField(label="Of a change: what changed", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(about, change_words(about)) for about in abouts()]
        self.fields["about"].choices = [("", "It was no change"), *offered]  # type: ignore[attr-defined]


WEB = WebSubject(subject=MATTER, form=MatterForm)
