from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli.law import app

CASE = """
- id: {id}
  source: SOA 2003 s.82(1)
  status: verified
  jurisdiction: england-and-wales
  person: {{born: 1980-05-01}}
  events:
  - {{date: 2018-09-03, kind: conviction, offence: SOA 2003 s.9, disposals: [{{kind: fine}}]}}
  as_at: 2018-09-06
  expect:
    registration: {{registrable: true, until: {until}}}
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str, name: str = "f.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_cases_that_pass_are_counted(write) -> None:
    one, two = (
        write(CASE.format(id="a", until="2023-09-02")),
        write(CASE.format(id="a", until="2023-09-02"), "g.yaml"),
    )
    answer = run("check", one, two)
    assert (answer.exit_code, answer.output) == (0, "2 passed, 0 failed\n")


def test_a_failing_case_is_one_line_with_expected_got_and_provisions(write) -> None:
    answer = run("check", write(CASE.format(id="a", until="2023-09-03")))
    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        (
            "a: expected registration until 2023-09-03; got 2023-09-02; "
            "provisions used: SOA 2003 Sch.3 para.21, SOA 2003 s.82(1), SOA 2003 s.83(1)"
        ),
        "0 passed, 1 failed",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            CASE.format(id="a", until="soon"),
            "f.yaml: case a: expect registration: until: 'soon' is not a day",
        ),
        (CASE.format(id="a", until="2023-02-30"), "f.yaml: it is not valid YAML"),
        ("- {", "f.yaml: it is not valid YAML"),
        ("", "f.yaml: expected a list of cases"),
    ],
)
def test_a_file_that_is_not_valid_says_where(write, text: str, told: str) -> None:
    answer = run("check", write(text))
    assert answer.exit_code == 2
    assert answer.stderr.startswith(told)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    answer = run("check", tmp_path / "none.yaml")
    assert answer.exit_code == 2
    assert "it cannot be read: No such file" in answer.stderr


def test_an_explanation_in_words(write) -> None:
    answer = run("explain", write(CASE.format(id="a", until="2023-09-02")), "--on", "2018-09-04")
    assert answer.exit_code == 0
    for line in (
        "On 4 September 2018",
        "Registrable from 3 September 2018 to 2 September 2023.",
        "initial: open, due 5 September 2018",
        "  Convicted on 3 September 2018: first notification within 3 days (SOA 2003 s.83)",
        "  - SOA 2003 s.83(1): 3 days beginning with 3 September 2018: the last is 5 September 2018",
        "With no new fact, this next changes on 6 September 2018.",
    ):
        assert line in answer.output.splitlines()


def test_an_explanation_for_machines(write) -> None:
    text = "person: {born: 1980-05-01}\nevents:\n- {date: 2019-06-15, kind: caution, offence: SOA 2003 s.9}\n"
    answer = json.loads(run("explain", write(text), "--on", "2019-06-16", "--json").output)
    assert answer["registration"]["until"] == "2021-06-14"
    assert answer["duties"][0]["due"] == "2019-06-17"
    assert answer["mappa"]["number"] == 1
    assert answer["duties"][0]["reasons"][0]["provision"] == "SOA 2003 s.83(1)"


def test_a_wrong_day_to_explain_is_refused(write) -> None:
    answer = run("explain", write("person: {born: 1980-05-01}"), "--on", "tomorrow")
    assert answer.exit_code == 2
    assert "“tomorrow” is not a date" in answer.stderr


def test_the_law_needs_neither_django_nor_a_database() -> None:
    code = "import sys, cairn.cli.law; print([m for m in sys.modules if m.split('.')[0] in {'django', 'psycopg'}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
