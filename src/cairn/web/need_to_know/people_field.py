"""A choice of colleagues that the page names: one, or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from cairn.accounts.models import User
from cairn.accounts.roles import Role


class PersonField(forms.TypedChoiceField):
    """One of the people on offer; gives the user."""


class PeopleField(forms.TypedMultipleChoiceField):
    """Some of the people on offer; gives the users."""

    widget = forms.CheckboxSelectMultiple


def offer_people(form: forms.Form, name: str, people: Sequence[User]) -> None:
    """Put these people on offer in the form's field `name`, each with agency and role."""
    by_id = {str(user.pk): user for user in people}
    field = form.fields[name]
    if not isinstance(field, PersonField | PeopleField):
        raise TypeError(f"{name} is not a choice between people")
    listed = [
        (key, f"{user.name}, {Role(user.role).in_words}, {user.agency.name}") for key, user in by_id.items()
    ]
    field.choices = listed if isinstance(field, PeopleField) else [("", "Choose somebody"), *listed]
    back: Callable[[Any], User] = by_id.__getitem__
    field.coerce = back
