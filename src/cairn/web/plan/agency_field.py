"""A choice between agencies that the page names."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from cairn.accounts.models import Agency


class AgencyField(forms.TypedChoiceField):
    """One of the agencies on offer; gives the agency itself."""


def offer(form: forms.Form, name: str, agencies: Sequence[Agency]) -> None:
    """Put these agencies on offer in the form's field `name`."""
    by_id = {str(agency.pk): agency for agency in agencies}
    field = form.fields[name]
    if not isinstance(field, AgencyField):
        raise TypeError(f"{name} is not a choice between agencies")
    field.choices = [("", "Choose an agency"), *((key, agency.name) for key, agency in by_id.items())]
    field.coerce = by_id.__getitem__
