"""The web side of photographs."""

from __future__ import annotations

from django import forms

from cairn.record.identity.subject import PHOTOGRAPH
from cairn.web.base.forms import DayField
from cairn.web.subjects.declaration import WebSubject


class PhotographForm(forms.Form):
    """A photograph and the day it was taken."""

    taken_on = DayField(label="Date taken")
    # What is far too large is let go of as it comes (settings.FILE_UPLOAD_HANDLERS), and is then missing.
    image = forms.FileField(
        label="Photograph",
        help_text="JPEG or PNG, up to 5 MB.",
        error_messages={"required": "Choose a JPEG or PNG picture of 5 MB or less"},
    )


WEB = WebSubject(subject=PHOTOGRAPH, form=PhotographForm)
