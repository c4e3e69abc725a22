"""What was typed, read as names, numbers and days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.search.query import Born, born_on, read_query

DAY = date(1980, 5, 1)


@pytest.mark.parametrize(
    ("text", "words", "born"),
    [
        ("smith john", ("smith", "john"), None),
        ("smith 1980", ("smith",), Born(date(1980, 1, 1), date(1980, 12, 31))),
        ("smith 05/1980", ("smith",), Born(date(1980, 5, 1), date(1980, 5, 31))),
        ("smith 2/1980", ("smith",), Born(date(1980, 2, 1), date(1980, 2, 29))),
        ("smith 1980-05", ("smith",), Born(date(1980, 5, 1), date(1980, 5, 31))),
        ("1/5/1980 O'Brien", ("OBrien",), Born(DAY, DAY)),
        ("1980-05-01", (), Born(DAY, DAY)),
        ("01.05.1980", (), Born(DAY, DAY)),
        ("Anne-Marie de Souza", ("Anne-Marie", "de", "Souza"), None),
    ],
)
def test_names_and_days(text: str, words: tuple[str, ...], born: Born | None) -> None:
    query = read_query(text, None)
    assert (query.words, query.born) == (words, born)
    assert not query.numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("79/163001b", ("pnc", "1979/0163001B")),
        ("1979 0163001 B", ("pnc", "1979/0163001B")),
        ("65656/91h", ("cro", "065656/91H")),
        ("sf88/1234h", ("cro", "SF88/01234H")),
        ("a1234aa", ("noms", "A1234AA")),
        ("x688624", ("crn", "X688624")),
        ("ab 12 34 56 c", ("nino", "AB123456C")),
        ("000123456789", ("uprn", "123456789")),
    ],
)
def test_a_number_in_any_spelling_is_its_canonical_self(text: str, number: tuple[str, str]) -> None:
    query = read_query(text, None)
    assert number in query.numbers
    assert not query.words


def test_a_number_beside_a_name_leaves_the_name() -> None:
    query = read_query("Smith 79/163001B", None)
    assert query.words == ("Smith",)
    assert query.numbers == (("pnc", "1979/0163001B"),)
    assert query.kind == "name and number"


def test_the_date_beside_the_box_stands_before_one_in_it() -> None:
    assert read_query("smith 1990", DAY).born == Born(DAY, DAY)


@pytest.mark.parametrize(("text", "field"), [("", "text"), ("  ?! ", "text"), ("x" * 121, "text")])
def test_nothing_to_look_for_is_said(text: str, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_query(text, None)
    assert refusal.value.field == field


@pytest.mark.parametrize("text", ["31/2/1980", "1/13/1980", "0/5/1980"])
def test_a_day_that_never_was_is_said(text: str) -> None:
    with pytest.raises(BadInput, match="no such day"):
        read_query(text, None)


def test_day_and_month_exchanged_is_another_day_or_none() -> None:
    assert born_on(1980, 5, 1).swapped == date(1980, 1, 5)
    assert born_on(1980, 5, 5).swapped is None
    assert born_on(1980, 5, 13).swapped is None
    assert born_on(1980, 5).swapped is None


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        query = read_query(text, None)
    except BadInput as refusal:
        assert refusal.field  # noqa: PT017  either is an answer
    else:
        assert query.words or query.numbers or query.born


@pytest.mark.parametrize("typed", ["12/9999", "9999-12"])
def test_the_calendars_last_month_is_refused_and_breaks_nothing(typed: str) -> None:
    with pytest.raises(BadInput, match="no such day"):
        read_query(typed, None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [("sam FEATHERSTONE", True), ("feather stone", False), ("robin", False), ("1979", False)],
)
def test_it_is_known_whether_a_searchers_own_surname_was_asked_for(text: str, asked: bool) -> None:
    assert read_query(text, None).names("Robin Featherstone") is asked
