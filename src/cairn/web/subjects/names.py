"""The web side of names."""

from __future__ import annotations

from django import forms

from cairn.record.identity.models import Name, NameKind
from cairn.record.identity.subject import NAME
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, TextField
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject


class NameForm(forms.Form):
    """A name the person has or uses."""

    kind = forms.ChoiceField(label="What name it is", choices=NameKind.choices, widget=forms.RadioSelect)
    forenames = TextField(label="Forenames", required=False, max_length=120)
    surname = TextField(label="Surname, or the online name", max_length=120)
    used_from = DayField(label="Used from", help_text="If known.", required=False)
    used_until = DayField(label="Used until", help_text="If known.", required=False)
    shown = forms.BooleanField(label="Show this name on their pages from now on", required=False)
    source = TextField(label="How we know", required=False, max_length=200)


def _card(name: Name, _: Reading) -> Card:
    kind = name.get_kind_display()
    since = f", from {day(name.used_from)}" if name.used_from else ""
    until = f" until {day(name.used_until)}" if name.used_until else ""
    details = (("How we know", name.source),) if name.source else ()
    return Card(title=str(name), note=f"{kind}{since}{until}", details=details)


WEB = WebSubject(subject=NAME, form=NameForm, card=_card)
