"""`cairn clock check`, as a practitioner types it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli.clock import app
from tests.clock.checking.test_checking import CASE, CASES

Write = Callable[..., Path]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *(str(word) for word in words)])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str, name: str = "f.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_cases_that_pass_are_counted(write: Write) -> None:
    answer = run(write(CASE), write(CASE, "g.yaml"))
    assert (answer.exit_code, answer.output) == (0, "2 passed, 0 failed\n")


def test_a_case_that_fails_is_one_line_with_expected_got_and_provisions(write: Write) -> None:
    answer = run(write(CASE.replace("2027-01-06", "2026-07-06")))
    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        (
            "a: expected kind visit, due 2026-07-06; got policy visit, due 2027-01-06, open; "
            "provisions used: SOA 2003 s.83, Local policy on supervision, Risk management plan: supervision"
        ),
        "0 passed, 1 failed",
    ]


def test_a_case_for_a_rule_that_is_not_written_yet_says_so_by_file_and_the_rest_go_on(write: Write) -> None:
    later = write(CASE.replace("kind: risk-level, level: low", "kind: curfew, level: 2"), "later.yaml")
    answer = run(later, write(CASE))
    assert answer.exit_code == 1
    assert answer.output.splitlines() == ["later.yaml: a: not known yet: event curfew", "1 passed, 1 failed"]


def test_a_file_that_is_not_valid_says_where(write: Write) -> None:
    answer = run(write(CASE.replace("level: low}", "level: lowest}")))
    assert answer.exit_code == 2
    assert answer.output.startswith("f.yaml: case a: event 2: level: 'lowest' is not known.")
    assert run(write("- id: [")).exit_code == 2
    assert run(Path("nowhere.yaml")).exit_code == 2


def test_our_own_cases_pass() -> None:
    assert run(*sorted(CASES.glob("*.yaml"))).exit_code == 0
