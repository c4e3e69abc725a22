"""What was written in a minute was known by the end of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from cairn.clock.as_known.times import by_the_end_of, parse_minute, parse_moment
from cairn.errors import BadInput


def test_a_day_s_knowledge_is_all_of_that_day_in_london() -> None:
    assert by_the_end_of(date(2026, 4, 30)) == datetime(2026, 4, 30, 22, 59, 59, 999_999, UTC)
    assert by_the_end_of(date(2026, 1, 30)) == datetime(2026, 1, 30, 23, 59, 59, 999_999, UTC)


def test_a_moment_is_a_day_or_a_minute_of_it_or_now() -> None:
    assert parse_moment("2026-04-30") == by_the_end_of(date(2026, 4, 30))
    assert parse_moment("2026-04-30T17:05") == datetime(2026, 4, 30, 16, 5, 59, 999_999, UTC)
    assert (datetime.now(UTC) - parse_moment("now")).total_seconds() < 5


def test_a_minute() -> None:
    assert parse_minute(" 9:05 ") == time(9, 5)


@pytest.mark.parametrize("text", ["", "25:00", "9:60", "9", "nine:05", "-1:05", "9:05:01"])
def test_what_is_no_minute_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Write it as 17:05"):
        parse_minute(text)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(BadInput, match="is not a date"):
        parse_moment("yesterday")
