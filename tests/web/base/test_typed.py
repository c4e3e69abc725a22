"""Text as people paste it."""

from __future__ import annotations

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from cairn.web.base.typed import PostcodeField, TextField, clean_typed


class Pasted(forms.Form):
    """A line, and a postcode."""

    place = TextField(label="Place", max_length=12)
    postcode = PostcodeField()


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("LA9\u00a04AB", "LA9 4AB"),
        ("la9\u202f4ab", "LA9 4AB"),
        ("  LA9 \u00a0 4AB\t", "LA9 4AB"),
        ("LA94AB\u200b", "LA9 4AB"),
        ("", ""),
    ],
)
def test_a_pasted_postcode_is_the_postcode(pasted: str, kept: str) -> None:
    form = Pasted({"place": "x", "postcode": pasted})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["postcode"] == kept


def test_the_length_is_that_of_what_is_kept() -> None:
    form = Pasted({"place": "\u00a0\ufeff" + "x" * 12 + "\u2003"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"] == "x" * 12


def test_lines_stay_lines_and_joiners_that_some_scripts_need_stay() -> None:
    assert clean_typed("one\r\n\u00a0two\nthree") == "one\r\n two\nthree"
    assert (
        clean_typed("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
        == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


def test_an_accent_typed_after_its_letter_is_the_same_letter() -> None:
    assert clean_typed("Rene\u0301") == "Ren\u00e9"


@given(st.text())
def test_cleaning_again_changes_nothing_more(text: str) -> None:
    once = clean_typed(text)
    assert clean_typed(once) == once
