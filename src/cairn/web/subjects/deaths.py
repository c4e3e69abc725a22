"""The web side of a death."""

from __future__ import annotations

from datetime import date

from django import forms

from cairn.record.death.models import ASKED, Death
from cairn.record.death.subject import DEATH
from cairn.web.base.forms import DayField, TextField
from cairn.web.subjects.cards import Flag
from cairn.web.subjects.declaration import WebSubject


class DeathForm(forms.Form):
    """When they died, and who or what says so."""

    died_on = DayField(label="Date of death")
    about = forms.BooleanField(label="The day is not certain", required=False)
    source = forms.ChoiceField(
        label="Who or what says so",
        help_text="What we only heard ends nothing until a colleague confirms it.",
        choices=ASKED,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who or what says so"},
    )
    told_by = TextField(
        label="The source, so that it is found again",
        help_text="Such as the certificate's number, or the name and telephone of whoever told us.",
        max_length=200,
    )


def _flag(row: Death, _: date) -> Flag | None:
    return None if row.stands else Flag("Reported dead, not confirmed", "yellow")


WEB = WebSubject(subject=DEATH, form=DeathForm, flag=_flag)
