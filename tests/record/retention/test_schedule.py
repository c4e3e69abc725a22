"""The schedule is data with sources, and a mistake in it is said where it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cairn.errors import BadInput
from cairn.record.retention.schedule import current, load


def test_every_row_has_a_source_and_says_whether_it_was_verified() -> None:
    schedule = current()
    rows = [*schedule.questions, *(row for rows in schedule.groups.values() for row in rows)]
    assert all(row.source and row.status in {"verified", "unverified"} for row in rows)
    assert not any(schedule.rule(group, date(2026, 1, 1)).verified for group in schedule.groups)


def test_a_rule_is_the_one_of_the_day() -> None:
    rule = current().rule("group-1", date(2026, 1, 1))
    assert (rule.review_months, rule.keep_until_age, rule.key) == (120, 100, "group-1 from 1900-01-01")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "review_months = 120",
            "review_months = 0",
            "review_months is 0. It must be a whole number of at least 1",
        ),
        (
            "review_months = 120",
            'review_months = "ten"',
            r"group 1 \(group group-1\): review_months is 'ten'. It must be a whole number",
        ),
        ('status = "unverified"', 'status = "perhaps"', "status is 'perhaps'. Allowed: unverified, verified"),
        ("[[step]]", "[[stage]]", "unknown key “stage”. Allowed: group, question, step"),
        ('group = "group-3"', 'group = "group-2"', "group-3: no row is in force"),
        ("covers", "cover", "unknown key “cover”"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (Path(load.__code__.co_filename).with_name("schedule.toml")).read_text()
    path = tmp_path / "schedule.toml"
    path.write_text(text.replace(old, new))
    with pytest.raises(BadInput, match=says):
        load(path)


def test_a_newer_row_takes_over_on_its_day(tmp_path: Path) -> None:
    text = (Path(load.__code__.co_filename).with_name("schedule.toml")).read_text()
    newer = text.replace(
        "[[step]]",
        '[[group]]\ngroup = "group-3"\ncovers = "All others"\nreview_months = 60\nfrom = 2026-01-01\n'
        'basis = "policy"\ncitation = "Force policy"\nsource = "Force policy"\nstatus = "verified"\n\n[[step]]',
        1,
    )
    path = tmp_path / "schedule.toml"
    path.write_text(newer)
    schedule = load(path)
    assert schedule.rule("group-3", date(2025, 12, 31)).review_months == 72
    assert schedule.rule("group-3", date(2026, 1, 1)).review_months == 60
