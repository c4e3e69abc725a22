"""Rows of policy follow each other day by day; a gap, an overlap and a key without a row for today are refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from cairn.duties.dated import in_force, series
from cairn.errors import BadInput


@dataclass(frozen=True)
class Row:
    key: str
    starts: date
    ends: date | None = None


OLD, NEW = Row("visit", date(2003, 1, 1), date(2017, 5, 31)), Row("visit", date(2017, 6, 1))


def test_a_row_holds_on_its_first_and_last_day() -> None:
    assert [
        in_force(OLD, day) for day in (date(2002, 12, 31), OLD.starts, date(2017, 5, 31), NEW.starts)
    ] == [
        *(False, True),
        *(True, False),
    ]
    assert in_force(NEW, date(2100, 1, 1))


def test_rows_are_kept_by_key_in_the_order_of_their_days() -> None:
    assert series("f.toml", ["visit"], [NEW, OLD]) == {"visit": (OLD, NEW)}
    assert series("f.toml", ["visit", "call"], [NEW], optional=["call"]) == {"visit": (NEW,), "call": ()}


@pytest.mark.parametrize(
    "rows",
    [
        [OLD],
        [OLD, Row("visit", date(2017, 6, 2))],
        [OLD, Row("visit", date(2017, 5, 31))],
        [NEW, Row("visit", date(2020, 1, 1))],
        [],
    ],
    ids=["ended", "gap", "overlap", "two without an end", "none"],
)
def test_days_left_out_or_told_twice_are_refused_by_file_and_key(rows: list[Row]) -> None:
    with pytest.raises(BadInput, match=r"f\.toml visit"):
        series("f.toml", ["visit"], rows)
