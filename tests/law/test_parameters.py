from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.parameters import parse

HEAD = """
jurisdiction = "england-and-wales"
[parameters.hours]
citation = "SI 1 reg.5"
source = "as made"
status = "verified"
unit = "hours"
"""


def text(values: str) -> str:
    return f"{HEAD}values = [{values}]\n"


def test_the_value_of_the_day_is_the_one_then_in_force() -> None:
    hours = parse(
        text("{from = 2004-05-01, to = 2012-08-12, value = 24}, {from = 2012-08-13, value = 12}"), "f"
    )["hours"]
    assert [
        hours.on(day) for day in (date(2004, 4, 30), date(2004, 5, 1), date(2012, 8, 12), date(2012, 8, 13))
    ] == [
        None,
        24,
        24,
        12,
    ]


def test_a_figure_carries_its_law() -> None:
    hours = parse(text('{from = 2004-05-01, value = 24, citation = "SI 1 reg.6"}'), "f")["hours"]
    figure = hours.figure(date(2010, 1, 1))
    assert figure is not None
    assert (figure.citation, figure.source, figure.version) == (
        "SI 1 reg.6",
        "as made",
        "in force from 2004-05-01",
    )
    assert hours.figure(date(2000, 1, 1)) is None


def test_a_declared_gap_answers_that_nothing_was_in_force() -> None:
    values = (
        "{from = 2004-05-01, to = 2008-01-01, value = 1}, "
        '{from = 2008-01-02, to = 2009-01-01, nothing = "revoked"}, {from = 2009-01-02, value = 2}'
    )
    hours = parse(text(values), "f")["hours"]
    assert (hours.on(date(2008, 6, 1)), hours.figure(date(2008, 6, 1))) == (None, None)
    assert hours.on(date(2009, 6, 1)) == 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("{from = 2004-05-01, value = 1}, {from = 2008-01-01, value = 2}", "overlaps"),
        ("{from = 2004-05-01, to = 2006-01-01, value = 1}, {from = 2008-01-01, value = 2}", "gap between"),
        ("{from = 2004-05-01, value = 1, until = 2008-01-01}", "unknown key “until”"),
        ("{value = 1}", "from is missing"),
        ("{from = 2004-05-01}", "give either value, or nothing"),
        ('{from = 2004-05-01, value = 1, nothing = "x"}', "give either value, or nothing"),
        ("{from = 2004-05-01, value = 1.5}", "whole number"),
        ("{from = 2004-05-01T00:00:00, value = 1}", "It must be a day"),
        ('{from = "2004-05-01", value = 1}', "It must be a day"),
        ("{from = 2004-05-01, to = 2004-04-01, value = 1}", "before it begins"),
        ('{from = 2004-05-01, value = 1, status = "sure"}', "status"),
        ("", "at least one value"),
    ],
)
def test_a_wrong_value_is_refused_with_file_and_key(values: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refusal:
        parse(text(values), "hours.toml")
    assert refusal.value.message.startswith("hours.toml: hours")


def test_a_parameter_without_a_citation_is_refused() -> None:
    with pytest.raises(BadInput, match="citation is missing"):
        parse(text("{from = 2004-05-01, value = 1}").replace('citation = "SI 1 reg.5"\n', ""), "f")


def test_text_that_is_not_toml_is_refused() -> None:
    with pytest.raises(BadInput, match="f is not TOML"):
        parse("a = = b", "f")
