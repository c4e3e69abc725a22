"""The web side of numbers in other systems."""

from __future__ import annotations

from django import forms

from cairn.record.identity.models import IdentifierKind
from cairn.record.identity.subject import IDENTIFIER
from cairn.web.subjects.declaration import WebSubject


class IdentifierForm(forms.Form):
    """A number that another system knows the person by."""

    kind = forms.ChoiceField(label="Which number", choices=IdentifierKind.choices, widget=forms.RadioSelect)
    raw = forms.CharField(
        label="The number",
        help_text="As it is written. A wrong check letter is shown as a warning, and the number is kept.",
        max_length=40,
    )
    source = forms.CharField(label="How we know", required=False, max_length=120)


WEB = WebSubject(subject=IDENTIFIER, form=IdentifierForm)
