"""The web side of time in custody, in hospital or abroad."""

from __future__ import annotations

from django import forms

from cairn.record.custody.models import AwayKind
from cairn.record.custody.subject import TIME_AWAY
from cairn.web.base.forms import DayField
from cairn.web.subjects.declaration import WebSubject


class TimeAwayForm(forms.Form):
    """Custody, hospital or time abroad."""

    kind = forms.ChoiceField(label="Where they are", choices=AwayKind.choices, widget=forms.RadioSelect)
    began = DayField(label="Date it began")
    ended = DayField(
        label="Date of release, discharge or return",
        help_text="Leave empty if they are still there.",
        required=False,
    )
    place = forms.CharField(label="Prison, hospital or country", required=False, max_length=120)


class ReleaseForm(forms.Form):
    """The day on which time away ended."""

    ended = DayField(label="Date of release, discharge or return")


WEB = WebSubject(subject=TIME_AWAY, form=TimeAwayForm)
