"""One box, and a date of birth for those who have it."""

from __future__ import annotations

from django import forms

from cairn.web.base.forms import DayField, TextField


class FindForm(forms.Form):
    """What is known of the person looked for."""

    text = TextField(
        label="Name, alias or number",
        help_text="Any spelling, in any order. Numbers: PNC ID, CRO, NOMS number, CRN, National Insurance.",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    date_of_birth = DayField(
        label="Date of birth", help_text="If known, for example 27 3 1980.", required=False
    )

    def asked(self) -> bool:
        """Whether anything was typed that can be looked for."""
        return self.is_valid() and bool(self.cleaned_data["text"] or self.cleaned_data["date_of_birth"])
