"""What a field says when something is wrong: never the framework's sentences."""

from __future__ import annotations

import pytest
from django import forms

from cairn.web.base.error_words import error_of


class Asked(forms.Form):
    """A field of each kind, with its limits."""

    years = forms.IntegerField(label="Years", min_value=0, max_value=99)
    share = forms.DecimalField(label="Share", max_digits=4, decimal_places=1)
    place = forms.CharField(label="Place", max_length=4_000, min_length=2)
    kind = forms.ChoiceField(label="Kind of place", choices=[("a", "A")])
    kinds = forms.MultipleChoiceField(label="Kinds", choices=[("a", "A")])
    address = forms.EmailField(label="Email address")
    own = forms.IntegerField(
        label="Own", max_value=3, error_messages={"max_value": "Three visits at the most"}
    )


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("years", "100", "Years must be 99 or less"),
        ("years", "-1", "Years must be 0 or more"),
        ("years", "six", "Years must be a whole number, such as 6"),
        ("share", "much", "Share must be a number"),
        ("share", "1.23", "Share has too many digits after the point"),
        ("place", "x" * 4_001, "Place must be 4,000 characters or fewer"),
        ("place", "x", "Place must be 2 characters or more"),
        ("place", "a\0b", "Place contains a character that cannot be saved. Type it again"),
        ("kind", "z", "Select the kind of place from the choices on the page"),
        ("kinds", "z", "Select the kinds from the choices on the page"),
        ("address", "me", "Enter an email address in the correct format, like name@example.com"),
        ("own", "4", "Three visits at the most"),
        ("place", "", "Enter the place"),
    ],
)
def test_what_is_wrong_is_said_as_something_to_do(name: str, typed: str, told: str) -> None:
    assert error_of(Asked({name: typed})[name]) == told


def test_nothing_wrong_says_nothing() -> None:
    assert error_of(Asked({"years": "3"})["years"]) is None
