"""The web side of addresses."""

from __future__ import annotations

from django import forms

from cairn.record.addresses.models import AddressKind, ChildAtAddress
from cairn.record.addresses.subject import ADDRESS
from cairn.web.base.forms import DayField, long_text
from cairn.web.subjects.declaration import WebSubject


class AddressForm(forms.Form):
    """A place, what it is to the person, and from when."""

    kind = forms.ChoiceField(
        label="What it is to them",
        help_text="A new home address, or no fixed abode, ends the one before on that day.",
        choices=AddressKind.choices,
        widget=forms.RadioSelect,
    )
    lines = forms.CharField(
        label="Address, or where they can regularly be found",
        max_length=300,
        widget=long_text(3),
    )
    postcode = forms.CharField(label="Postcode", required=False, max_length=8)
    starts = DayField(label="From")
    ends = DayField(label="Until", help_text="Leave empty if it is current.", required=False)
    child = forms.ChoiceField(
        label="Does a child live or stay there?",
        choices=ChildAtAddress.choices,
        initial=ChildAtAddress.NOT_KNOWN,
        widget=forms.RadioSelect,
    )


WEB = WebSubject(subject=ADDRESS, form=AddressForm)
