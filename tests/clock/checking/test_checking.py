"""Clock cases: ours all pass, and what is wrong with a file is said by file, case and key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cairn.cli.law_files import document
from cairn.clock.checking.cases import ClockCase, read
from cairn.clock.checking.check import check
from cairn.duties.registry import sources
from cairn.errors import BadInput

CASES = Path(__file__).with_name("cases")
CASE = """
- id: a
  source: local policy
  person: {born: 1980-05-01}
  policy: {first-visit: none, visits: {low: 12 months}}
  events:
  - {date: 2026-01-05, kind: conviction, offence: SOA 2003 s.9, victim_age: 14, disposals: [{kind: fine}]}
  - {date: 2026-01-06, kind: risk-level, level: low}
  - {date: 2026-01-07, kind: action, id: x, agency: housing, due: 2026-02-01}
  as_at: 2026-01-20
  expect: {duties: [{kind: visit, due: 2027-01-06}]}
"""


def cases(text: str) -> tuple[ClockCase, ...]:
    return read(yaml.safe_load(text), "f.yaml", sources())


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yaml")), ids=lambda file: file.name)
def test_every_case_of_ours_passes(file: Path) -> None:
    results = [check(case) for case in read(document(file), file.name, sources())]
    assert [(one.case.id, one.case.waits_for, one.wrong) for one in results if not one.passed] == []


def test_ours_tell_every_kind_of_event_and_expect_a_duty_of_every_source_that_reads_any() -> None:
    told: set[str] = set()
    expected: set[str] = set()
    for file in CASES.glob("*.yaml"):
        held: Any = document(file)
        for case in held:
            told |= {event["kind"] for event in case["events"]}
            expected |= {duty["kind"] for duty in case["expect"].get("duties", ())}
    readers = [source for source in sources() if source.events]
    assert {kind for source in readers for kind in source.events} <= told
    assert {kind for source in readers for kind in source.kinds} <= expected


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("level: low}", "level: lowest}", "f.yaml: case a: event 2: level: 'lowest' is not known."),
        ("level: low}", "height: low}", "f.yaml: case a: event 2: height: unknown key"),
        ("{date: 2026-01-06, ", "{", "f.yaml: case a: event 2: date: is missing."),
        ("date: 2026-01-06", "date: 1979-01-06", "f.yaml: case a: event 2: date: is before the person was born"),
        ("low: 12 months", "low: 12 moons", "f.yaml: case a: policy: visits: low: '12 moons' is not a length"),
        ("low: 12 months", "low: 52 weeks", "f.yaml: case a: policy: visits: low: “52 weeks” is not in months"),
        ("low: 12 months", "lowest: 12 months", "f.yaml: case a: policy: visits: lowest: unknown key"),
        ("agency: housing, ", "", "f.yaml: case a: event 3: agency: is missing."),
        ("kind: visit, due", "kind: visit, day", "f.yaml: case a: expect duty 1: day: unknown key"),
        ("kind: visit, due", "kind: visit, basis: law, due", "f.yaml: case a: expect duty 1: basis: 'law' is not"),
        ("{kind: visit, ", "{", "f.yaml: case a: expect duty 1: kind: is missing."),
        ("expect: {", "expect: {missing: [visit], ", "f.yaml: case a: expect: missing: unknown key"),
        ("expect: {", "expect: {absent: [1], ", "f.yaml: case a: expect: absent: 1 is not a kind of duty."),
        ("source: local policy", "because: x", "f.yaml: case a: because: unknown key"),
        ("kind: fine", "kind: praise", "f.yaml: case a: event 1"),
        ("policy: {", "policy: [] #", "f.yaml: case a: policy: expected a mapping"),
        ("as_at: 2026-01-20", "as_at: soon", "f.yaml: case a: as_at: 'soon' is not a day"),
        ("- {date: 2026-01-07, kind: action,", "- {date: 2026-01-07, kind: action-done, action: y} #", "f.yaml: case a: event 3: action: no action has the id “y”."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_saying_where(old: str, new: str, said: str) -> None:
    assert old in CASE
    with pytest.raises(BadInput) as refusal:
        cases(CASE.replace(old, new, 1))
    assert refusal.value.message.startswith(said)


def test_two_cases_with_one_id_are_refused() -> None:
    with pytest.raises(BadInput, match="two cases have the id “a”"):
        cases(CASE + CASE)


@pytest.mark.parametrize(
    ("old", "new", "waits_for"),
    [
        ("kind: risk-level, level: low", "kind: horoscope, sign: leo", ("event horoscope",)),
        ("policy: {", "policy: {horoscopes: {leo: 3 months}, ", ("policy horoscopes",)),
        ("{kind: visit, due", "{kind: horoscope, due", ("duty horoscope",)),
        ("expect: {", "expect: {absent: [horoscope], ", ("duty horoscope",)),
    ],
)
def test_what_no_rule_reads_yet_fails_and_says_what_it_waits_for(
    old: str, new: str, waits_for: tuple[str, ...]
) -> None:
    (case,) = cases(CASE.replace(old, new, 1))
    result = check(case)
    assert (case.waits_for, result.wrong, result.passed) == (waits_for, (), False)


@pytest.mark.parametrize(
    ("expect", "wanted", "got"),
    [
        ("{duties: [{kind: visit, due: 2026-07-06}]}", "kind visit, due 2026-07-06", "policy visit, due 2027-01-06, open"),
        ("{duties: [{kind: risk-assessment}]}", "kind risk-assessment", "no risk-assessment duty"),
        ("{absent: [action]}", "no action duty", "plan action of supervision, due 2026-02-01, open"),
        ("{registration: {registrable: false}}", "registration registrable False", "True"),
    ],
)  # fmt: skip
def test_a_case_that_fails_says_what_was_expected_and_what_is_owed(
    expect: str, wanted: str, got: str
) -> None:
    (case,) = cases(CASE.replace("{duties: [{kind: visit, due: 2027-01-06}]}", expect))
    assert check(case).wrong == ((wanted, got),)


def test_figures_that_a_case_leaves_out_are_those_that_are_shipped() -> None:
    text = CASE.replace("  policy: {visits: {low: 12 months}}\n", "")
    assert check(cases(text)[0]).passed


def test_the_reader_and_every_rule_need_no_database_and_no_framework() -> None:
    program = (
        "import sys; import cairn.project.duty_sources, cairn.clock.checking.check; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'psycopg'}))"
    )
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert asked.stdout == "[]\n"


def test_the_facts_of_a_case_are_those_of_every_source() -> None:
    read_by: dict[str, Any] = {source.name: facts for source, facts in cases(CASE)[0].facts.of_sources}
    assert list(read_by) == [source.name for source in sources()]
