"""What can hardly be is asked about once, and stands if somebody is sure of that very value."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from cairn.web.base.sure import SURE, Doubt, ask


class Height(forms.Form):
    metres = forms.IntegerField()

    def clean(self) -> dict[str, Any]:
        metres = self.cleaned_data["metres"]
        if metres > 2:
            ask(self, Doubt("metres", "That is tall", str(metres), "It was measured"))
        return self.cleaned_data


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ({"metres": "2"}, True),
        ({"metres": "3"}, False),
        ({"metres": "3", SURE: "3"}, True),
        ({"metres": "4", SURE: "3"}, False),
    ],
)
def test_it_is_asked_of_each_value_once(typed: dict[str, str], *, right: bool) -> None:
    form = Height(typed)
    assert form.is_valid() is right
    assert ("metres" in form.errors) is not right


def test_the_box_that_lets_it_stand_is_there_only_where_it_is_asked() -> None:
    assert SURE not in Height({"metres": "2"}).fields
    asked = Height({"metres": "3"})
    asked.is_valid()
    assert asked.fields[SURE].choices == [("3", "It was measured")]
