"""Strict where facts are shown, lenient where GOV.UK's macros need it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import Environment, UndefinedError

from cairn.web.base.environment import environment


@dataclass(frozen=True)
class Row:
    """Something a page shows."""

    name: str


@pytest.fixture(scope="module")
def jinja() -> Environment:
    return environment()


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody_gave_this }}",
        "{% if nobody_gave_this %}x{% endif %}",
        "{% for x in nobody_gave_this %}x{% endfor %}",
        "{{ nobody_gave_this.name }}",
        "{{ row.nmae }}",
        "{% if not row.nmae %}x{% endif %}",
        "{{ row.nmae or 'none' }}",
        "{{ row.nmae == 'x' }}",
    ],
)
def test_a_misspelt_fact_is_an_error_and_never_an_empty_place(jinja: Environment, source: str) -> None:
    with pytest.raises(UndefinedError):
        jinja.from_string(source).render(row=Row("x"))


def test_an_option_left_out_of_a_dictionary_is_nothing(jinja: Environment) -> None:
    source = "{{ given.a }}{% if given.b %}x{% endif %}{{ given.c.d.e }}{{ undefined }}"
    assert jinja.from_string(source).render(given={}) == ""


def test_whether_something_was_given_may_be_asked(jinja: Environment) -> None:
    assert jinja.from_string("{{ 'yes' if form is defined else 'no' }}").render() == "no"


def test_markup_in_a_fact_is_escaped(jinja: Environment) -> None:
    assert jinja.from_string("{{ row.name }}").render(row=Row("<b>")) == "&lt;b&gt;"


def test_every_template_of_every_area_can_be_read(jinja: Environment) -> None:
    names = [name for name in jinja.list_templates() if not name.startswith("govuk_frontend_jinja/")]
    assert "base/layout.html" in names
    for name in names:
        jinja.get_template(name)
