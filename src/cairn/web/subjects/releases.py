"""The web side of expected releases."""

from __future__ import annotations

from django import forms

from cairn.plan.release.models import ReleaseKind
from cairn.plan.release.subject import RELEASE
from cairn.web.base.forms import DayField, TextField
from cairn.web.subjects.declaration import WebSubject


class ReleaseForm(forms.Form):
    """When somebody who is held is expected out, and who says so."""

    expected_on = DayField(label="Expected day of release")
    kind = forms.ChoiceField(
        label="How they are released", choices=ReleaseKind.choices, widget=forms.RadioSelect
    )
    told_on = DayField(label="Date told")
    told_by = TextField(
        label="Who told it",
        help_text="Such as the prison's offender management unit, and a name.",
        max_length=200,
        error_messages={"required": "Enter who told it"},
    )


WEB = WebSubject(subject=RELEASE, form=ReleaseForm, latest_stands=True)
