"""The web side of names."""

from __future__ import annotations

from django import forms

from cairn.record.identity.models import NameKind
from cairn.record.identity.subject import NAME
from cairn.web.base.forms import DayField
from cairn.web.subjects.declaration import WebSubject


class NameForm(forms.Form):
    """A name the person has or uses."""

    kind = forms.ChoiceField(label="What name it is", choices=NameKind.choices, widget=forms.RadioSelect)
    forenames = forms.CharField(label="Forenames", required=False, max_length=120)
    surname = forms.CharField(label="Surname, or the online name", max_length=120)
    used_from = DayField(label="Used from", help_text="If known.", required=False)
    used_until = DayField(label="Used until", help_text="If known.", required=False)
    shown = forms.BooleanField(label="Show this name on their pages from now on", required=False)
    source = forms.CharField(label="How we know", required=False, max_length=200)


WEB = WebSubject(subject=NAME, form=NameForm)
