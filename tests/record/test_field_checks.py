"""What is asked of days and words, whoever records them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.record.field_checks import (
    check_born_by,
    check_day,
    check_order,
    check_period,
    choice_of,
    clean_line,
    clean_text,
    local_day,
)
from cairn.record.identity.models import Nominal

BORN, TODAY = date(1980, 5, 1), date(2026, 3, 2)
SOMEBODY = Nominal(date_of_birth=BORN)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(1980, 4, 30), "before the person was born. Check the year."),
        (date(2026, 3, 3), "which is in the future. Give today or an earlier day."),
    ],
)
def test_a_day_lies_between_birth_and_today(day: date, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        check_day(day, nominal=SOMEBODY, today=TODAY, field="on", what="The visit")
    assert refusal.value.field == "on"
    assert refusal.value.message.startswith("The visit is ")
    assert said in refusal.value.message


@pytest.mark.parametrize("day", [BORN, TODAY])
def test_the_day_of_birth_and_today_are_taken(day: date) -> None:
    check_day(day, nominal=SOMEBODY, today=TODAY, field="on", what="The visit")
    check_born_by(day, nominal=SOMEBODY, field="on", what="The visit")


def test_a_moment_belongs_to_the_day_in_london_and_must_say_its_zone() -> None:
    assert local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), field="at") == date(2026, 7, 1)
    with pytest.raises(BadInput, match="must say its zone"):
        local_day(datetime(2026, 6, 30, 23, 30), field="at")


def test_what_ends_does_not_end_before_it_begins() -> None:
    check_period(TODAY, TODAY, field="ends")
    check_period(TODAY, None, field="ends")
    check_order(TODAY, None, field="until", what="The release")
    with pytest.raises(BadInput, match="The end, 1 March 2026, is before the start, 2 March 2026"):
        check_period(TODAY, TODAY - timedelta(days=1), field="ends")
    with pytest.raises(BadInput, match="The release: 1 March 2026 is before 2 March 2026"):
        check_order(TODAY, TODAY - timedelta(days=1), field="until", what="The release")


@given(st.text(max_size=60))
def test_a_line_is_kept_with_single_blanks_or_refused_and_stays_as_it_was_kept(text: str) -> None:
    try:
        kept = clean_line(text, field="name", most=200)
    except BadInput:
        assert any(unicodedata.category(letter) == "Cc" for letter in text)
        return
    assert kept == " ".join(kept.split())
    assert clean_line(kept, field="name", most=200) == kept


def test_text_keeps_its_lines_and_says_what_is_missing_or_too_long() -> None:
    assert clean_text(" a  b \n\n c ", field="note", missing="", most=9) == "a b\nc"
    with pytest.raises(BadInput, match="Enter the note"):
        clean_text(" \n ", field="note", missing="Enter the note", most=9)
    with pytest.raises(BadInput, match="This has 10 characters"):
        clean_text("x" * 10, field="note", missing="", most=9)
    with pytest.raises(BadInput, match="cannot be kept"):
        clean_text("a\x00b", field="note", missing="", most=9)


def test_a_choice_is_one_of_those_allowed() -> None:
    assert choice_of("low", ["low", "high"], field="risk") == "low"
    with pytest.raises(BadInput, match="'none' is not one of: low, high"):
        choice_of("none", ["low", "high"], field="risk")
