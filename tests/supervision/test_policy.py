"""Local policy: what it says, and what its loader refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cairn.errors import BadInput
from cairn.supervision.policy import current, load

GOOD = Path("src/cairn/supervision/policy.toml").read_text()


def test_the_default_intervals_are_one_three_six_and_twelve_months() -> None:
    months = [
        current().visit_months(level, date(2026, 1, 1)) for level in ("very-high", "high", "medium", "low")
    ]
    assert months == [1, 3, 6, 12]


def test_a_day_before_the_policy_uses_its_first_row() -> None:
    assert current().visit_months("low", date(1999, 1, 1)) == 12


def test_every_row_says_where_it_comes_from() -> None:
    policy = current()
    rows = [
        row
        for table in (policy.intervals, policy.firsts, policy.contacts)
        for its in table.values()
        for row in its
    ]
    assert len(rows) == 12
    assert all(row.source for row in rows)
    assert {row.verified for row in rows} == {True, False}


def test_a_new_row_changes_the_interval_from_its_own_day(tmp_path: Path) -> None:
    text = GOOD.replace(
        'level = "low"\nmonths = 12\nfrom = 2017-06-01\n',
        'level = "low"\nmonths = 12\nfrom = 2017-06-01\nto = 2026-03-31\nsource = "a"\nstatus = "verified"\n\n'
        '[[visit-interval]]\nlevel = "low"\nmonths = 9\nfrom = 2026-04-01\n',
    )
    path = tmp_path / "policy.toml"
    path.write_text(text)
    policy = load(path)
    assert policy.visit_months("low", date(2026, 3, 31)) == 12
    assert policy.visit_months("low", date(2026, 4, 1)) == 9


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "months = 1\n",
            "months = 0\n",
            "visit-interval 1 (level very-high): months is 0. It must be a whole number of at least 1.",
        ),
        (
            "months = 1\n",
            'months = 1\ncolour = "red"\n',
            "visit-interval 1 (level very-high): unknown key “colour”",
        ),
        (
            'level = "very-high"',
            'level = "extreme"',
            "visit-interval 1 (level extreme): level is 'extreme'. Allowed: high, low, medium, very-high.",
        ),
        ("to = 2017-05-31", "to = 2017-05-30", "visit-interval very-high: the row from 2017-06-01"),
        ('status = "verified"', 'status = "perhaps"', "status is 'perhaps'. Allowed: unverified, verified."),
        (
            "from = 2003-01-01",
            'from = "2003"',
            "from is '2003'. It must be a day, as 2004-05-01, without quotes.",
        ),
        ("[[first]]", "[[last]]", "unknown key “last”"),
        ("months = 1\n", "months = \n", "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_saying_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(BadInput) as refusal:
        load(path)
    assert refusal.value.message.startswith("policy.toml")
    assert said in refusal.value.message


def test_a_value_tried_out_counts_from_its_day_and_the_policy_itself_stays() -> None:
    tried = current().changed("visit-interval/low", 6, date(2027, 1, 1))
    assert [tried.visit_months("low", date(year, 1, 1)) for year in (2016, 2026, 2027)] == [12, 12, 6]
    assert tried.visit_months("high", date(2027, 1, 1)) == 3
    assert current().visit_months("low", date(2027, 1, 1)) == 12
    sooner = current().changed("first/assessment", 14, date(1990, 1, 1))
    assert sooner.first_days("assessment", date(2026, 1, 1)) == 14


@pytest.mark.parametrize(
    ("figure", "amount"), [("visit-interval/none", 3), ("low", 3), ("first/assessment", 0)]
)
def test_what_is_no_figure_of_the_policy_is_not_tried(figure: str, amount: int) -> None:
    with pytest.raises(BadInput):
        current().changed(figure, amount, date(2027, 1, 1))
