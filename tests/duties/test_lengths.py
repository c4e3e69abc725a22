"""Lengths of time as policy writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.duties.lengths import Length, amount_in, parse
from cairn.errors import BadInput
from cairn.law.cases.fields import Fields


@pytest.mark.parametrize(
    ("written", "event", "last"),
    [
        ("15 days", date(2026, 3, 2), date(2026, 3, 17)),
        ("1 day", datetime(2026, 3, 2, 23, 59), date(2026, 3, 3)),
        ("12 weeks", date(2026, 3, 2), date(2026, 5, 25)),
        ("3 months", date(2026, 1, 31), date(2026, 4, 30)),
        ("1 month", date(2024, 1, 31), date(2024, 2, 29)),
        ("10 working days", date(2026, 3, 2), date(2026, 3, 16)),
        ("5 working days", date(2026, 4, 1), date(2026, 4, 10)),  # Easter
        ("20 working days", date(2026, 2, 2), date(2026, 3, 2)),
        ("24 hours", datetime(2026, 2, 2, 15, 0), date(2026, 2, 3)),
        ("24 hours", datetime(2026, 3, 28, 23, 30), date(2026, 3, 30)),  # the clocks go forward
        ("24 hours", date(2026, 2, 2), date(2026, 2, 3)),
    ],
)
def test_the_last_day_within_a_length_of_an_event(written: str, event: date | datetime, last: date) -> None:
    length = parse(written)
    assert length is not None
    assert (length.after(event), str(length)) == (last, written)


@pytest.mark.parametrize(
    "written", ["", "15", "15days", "0 days", "-3 days", "1.5 months", "a week", 15, True]
)
def test_what_is_not_written_so_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        parse(written)


def test_none_is_a_length_too() -> None:
    assert parse("none") is None
    assert parse(None) is None


def test_a_figure_counted_in_one_unit_takes_no_other() -> None:
    fields = Fields({"a": "3 months", "b": "none", "c": "12 weeks"}, "f.yaml: case x", ("a", "b", "c"))
    assert (amount_in(fields, "a", "months"), amount_in(fields, "b", "months")) == (3, None)
    with pytest.raises(BadInput, match="case x: c: “12 weeks” is not in months"):
        amount_in(fields, "c", "months")


def test_a_length_says_one_of_it_in_the_singular() -> None:
    assert str(Length(1, "working days")) == "1 working day"
