"""Refusals at their field."""

from __future__ import annotations

from django import forms

from cairn.errors import BadInput, Conflict, RuleRefused
from cairn.web.base.fields import error_list
from cairn.web.base.forms import add_refusal


class Asked(forms.Form):
    """Two plain fields."""

    pnc = forms.CharField(label="PNC ID")
    place = forms.CharField(label="Place", required=False)


def _valid() -> Asked:
    form = Asked({"pnc": "1999/123456X"})
    assert form.is_valid()
    return form


def test_a_refusal_stands_at_the_field_it_names_and_what_was_typed_stays() -> None:
    form = _valid()
    add_refusal(form, BadInput("PNC ID 1999/123456X has the wrong check letter", field="pnc"))
    assert error_list(form) == [{"text": "PNC ID 1999/123456X has the wrong check letter", "href": "#id_pnc"}]
    assert form["pnc"].value() == "1999/123456X"


def test_a_refusal_that_names_no_field_of_the_form_stands_above_it() -> None:
    form = _valid()
    add_refusal(form, Conflict("The record has moved on", field="elsewhere"))
    add_refusal(form, RuleRefused("Not registrable on that day", provision="SOA 2003 s.80"))
    assert error_list(form) == [{"text": "The record has moved on"}, {"text": "Not registrable on that day"}]


def test_a_per_cent_sign_in_a_message_is_only_that() -> None:
    form = _valid()
    add_refusal(form, Conflict("100% of %s is taken", field="pnc"))
    assert form.errors["pnc"] == ["100% of %s is taken"]
