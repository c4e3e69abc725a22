"""`cairn law what-if` and `cairn law diff`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli.law import app

PERSON = """
person: {born: 1980-05-01}
events:
- {date: 2018-09-03, id: c, kind: conviction, offence: SOA 2003 s.9, disposals: [{kind: fine}]}
- {date: 2018-09-04, id: n, kind: notification, of: initial}
as_at: 2019-01-01
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "person.yaml"
    path.write_text(PERSON, encoding="utf-8")
    return path


def test_another_sentence_moves_the_last_day_and_says_by_how_much(file: Path) -> None:
    said = run("what-if", file, "--sentence", "imprisonment 12 months")
    assert said.exit_code == 0
    assert said.output.splitlines() == [
        "On 1 January 2019:",
        (
            "Registration moves: from 3 September 2018 to 2 September 2023; then from 3 September 2018 to "
            "2 September 2028."
        ),
        "  Its last day moves by +1827 days.",
    ]


def test_another_date_moves_the_duties(file: Path) -> None:
    said = run("what-if", file, "--conviction-date", "2018-09-04")
    assert "Duty initial: met, due 2018-09-05; then met, due 2018-09-06 (+1 days)." in said.output


def test_quashed_ends_it(file: Path) -> None:
    said = run("what-if", file, "--quashed", "2018-12-01", "--on", "2019-02-01")
    assert (
        "Registration ends: from 3 September 2018 to 2 September 2023; then not registrable." in said.output
    )


def test_the_same_again_changes_nothing(file: Path) -> None:
    assert run("what-if", file, "--sentence", "fine").output == "On 1 January 2019:\nNothing changes.\n"


def test_what_if_as_json_names_both_sides(file: Path) -> None:
    said = json.loads(run("what-if", file, "--sentence", "imprisonment 3 years", "--json").output)
    assert said["registration"]["change"] == "moves"
    assert said["registration"]["after"]["indefinite"] is True


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--sentence", "imprisonment a while"), "is not a sentence"),
        ((), "Say what would be otherwise"),
        (("--sentence", "fine", "--conviction", "x"), "No conviction has the id “x”."),
        (("--quashed", "soon"), "“soon” is not a date"),
        (("--conviction-date", "1970-01-01"), "before the person was born"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_write(
    file: Path, words: tuple[str, ...], told: str
) -> None:
    said = run("what-if", file, *words)
    assert said.exit_code == 2
    assert told in said.stderr


def test_a_year_later_the_annual_notification_is_overdue(file: Path) -> None:
    said = run("diff", file, "--from", "2019-01-01", "--to", "2019-09-05")
    assert "Duty periodic: open, due 2019-09-04; then overdue, due 2019-09-04." in said.output
    assert "Figures of the law" not in said.output


def test_an_amendment_between_the_two_days_is_named(tmp_path: Path) -> None:
    path = tmp_path / "person.yaml"
    path.write_text(
        "person: {born: 1980-05-01}\n"
        "events:\n"
        "- {date: 2010-09-03, kind: conviction, offence: SOA 2003 s.9, disposals: [{kind: fine}]}\n"
        "- {date: 2010-09-04, kind: notification, of: initial}\n"
        "- {kind: travel, id: t, known: 2012-08-01, departs: 2012-08-05, returns: 2012-08-12}\n"
    )
    said = run("diff", path, "--from", "2012-08-02", "--to", "2012-08-20")
    assert "On 13 August 2012, travel-late-hours: 24 hours became 12 hours" in said.output
    both = json.loads(run("diff", path, "--from", "2012-08-02", "--to", "2012-08-20", "--json").output)
    assert [one["key"] for one in both["amendments"]] == ["travel-late-hours"]
