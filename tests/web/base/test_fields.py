"""Bound fields as GOV.UK components."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from jinja2 import Environment

from cairn.web.base.days import DayField, Limit
from cairn.web.base.environment import environment
from cairn.web.base.fields import component, error_list


class Visit(forms.Form):
    """One of each kind of field."""

    who = forms.CharField(
        label="Full name", help_text="As on a passport", widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    visited_on = DayField(label="Date of the visit", limit=Limit.TODAY_OR_PAST)
    pnc = forms.CharField(label="PNC ID")
    level = forms.ChoiceField(
        label="Risk level", choices=[("high", "High"), ("low", "Low")], widget=forms.RadioSelect
    )
    changed = forms.MultipleChoiceField(
        label="What has changed?",
        choices=[("a", "Address"), ("n", "Name")],
        widget=forms.CheckboxSelectMultiple,
    )
    station = forms.ChoiceField(label="Police station", choices=[("", "Choose"), ("k", "Kendal")])
    reason = forms.CharField(label="Why this level", widget=forms.Textarea(attrs={"rows": 5}))
    known = forms.BooleanField(label="The visit was announced", required=False)
    count = forms.IntegerField(label="How many times", error_messages={"required": "Say how many times"})
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    picture = forms.FileField(label="Photograph", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)


@pytest.fixture(scope="module")
def jinja() -> Environment:
    return environment()


def _draw(jinja: Environment, form: forms.Form, name: str) -> str:
    source = '{% from "base/fields.html" import field %}{{ field(form[name]) }}'
    return jinja.from_string(source).render(form=form, name=name)


@pytest.mark.parametrize("name", list(Visit().fields))
@pytest.mark.parametrize("sent", [None, {}])
def test_every_kind_of_field_is_drawn_with_a_control_of_its_own_name(
    jinja: Environment, name: str, sent: dict[str, str] | None
) -> None:
    drawn = _draw(jinja, Visit(sent), name)
    assert f'name="{name}' in drawn
    assert "None" not in drawn


def test_what_must_be_entered_is_said_as_something_to_do() -> None:
    found = {error["href"]: error["text"] for error in error_list(Visit({}))}
    assert found == {
        "#id_who": "Enter the full name",
        "#id_visited_on-day": "Enter the date of the visit",
        "#id_pnc": "Enter the PNC ID",
        "#id_level": "Select the risk level",
        "#id_changed": "Select what has changed",
        "#id_station": "Select the police station",
        "#id_reason": "Enter why this level",
        "#id_count": "Say how many times",
    }


def test_each_error_links_to_a_control_that_is_on_the_page(jinja: Environment) -> None:
    form = Visit({"visited_on-day": "1", "visited_on-month": "", "visited_on-year": "2020"})
    drawn = "".join(_draw(jinja, form, name) for name in form.fields)
    links = [error["href"] for error in error_list(form)]
    assert "#id_visited_on-month" in links
    for link in links:
        assert f'id="{link[1:]}"' in drawn, link


def test_only_the_wrong_box_of_a_day_is_marked(jinja: Environment) -> None:
    form = Visit({"visited_on-day": "1", "visited_on-month": "", "visited_on-year": "2020"})
    _, params = component(form["visited_on"])
    marked = [item["name"] for item in params["items"] if "govuk-input--error" in item["classes"]]
    assert marked == ["month"]


def test_what_was_typed_stays_in_the_boxes(jinja: Environment) -> None:
    sent = {"visited_on-day": "31", "visited_on-month": "feb", "visited_on-year": "2020", "who": '"><script>'}
    form = Visit(sent)
    drawn = _draw(jinja, form, "visited_on")
    assert 'value="31"' in drawn
    assert 'value="feb"' in drawn
    assert "<script>" not in _draw(jinja, form, "who")


def test_what_was_chosen_stays_chosen(jinja: Environment) -> None:
    form = Visit({"level": "low", "changed": ["n"], "station": "k", "known": "on"})
    assert [item["checked"] for item in component(form["level"])[1]["items"]] == [False, True]
    assert [item["selected"] for item in component(form["station"])[1]["items"]] == [False, True]
    assert component(form["known"])[1]["items"][0]["checked"] is True
    assert component(Visit(initial={"changed": ["a"]})["changed"])[1]["items"][0]["checked"] is True


def test_a_password_is_never_sent_back(jinja: Environment) -> None:
    assert "correct horse" not in _draw(jinja, Visit({"secret": "correct horse"}), "secret")


def test_a_day_already_known_fills_the_boxes() -> None:
    _, params = component(Visit(initial={"visited_on": date(2026, 3, 9)})["visited_on"])
    assert [item["value"] for item in params["items"]] == ["9", "3", "2026"]


def test_hints_and_reveals_go_with_their_choice(jinja: Environment) -> None:
    _, params = component(
        Visit()["level"], hints={"high": "Could happen soon"}, reveals={"low": "<p>More</p>"}
    )
    high, low = params["items"]
    assert high["hint"] == {"text": "Could happen soon"}
    assert "conditional" not in high
    assert low["conditional"] == {"html": "<p>More</p>"}


@pytest.mark.parametrize("name", ["who", "pnc", "reason", "visited_on", "count"])
def test_a_browser_keeps_nothing_that_is_typed_about_a_person(jinja: Environment, name: str) -> None:
    drawn = _draw(jinja, Visit(), name)
    boxes = drawn.count("<input") + drawn.count("<textarea")
    assert drawn.count('autocomplete="off"') == boxes > 0


def test_a_field_that_names_its_own_token_keeps_it(jinja: Environment) -> None:
    class SignIn(forms.Form):
        login = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
        password = forms.CharField(widget=forms.PasswordInput)
        new = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    assert 'autocomplete="username"' in _draw(jinja, SignIn(), "login")
    assert 'autocomplete="current-password"' in _draw(jinja, SignIn(), "password")
    assert 'autocomplete="new-password"' in _draw(jinja, SignIn(), "new")
