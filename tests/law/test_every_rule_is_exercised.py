"""
Every line and branch of a rule, and every figure, is needed by some law case.

Rules are the modules of Part 2, the jurisdictions and the sister schemes. What no case can reach is named
below with its reason; a line that a case does reach may not be named. `pytest -s` prints the counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from coverage import Coverage

import cairn.law
from cairn.law import assess, references
from cairn.law.cases import Case, read
from cairn.law.facts import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND
from cairn.law.parameters import Figure, Parameter
from cairn.law.part2.compose import rule_set as compose
from cairn.law.rulebook import STATUTE_BOOK, Switch, proposals, switched
from cairn.law.sister_schemes import scheme as schemes
from cairn.law.sister_schemes.registry import SCHEMES

LAW = Path(cairn.law.__file__).parent
HERE = Path(__file__).parent / "cases"
FILES = sorted(HERE.glob("*.yaml"))
ROOMS = ("part2", "schedule_3", "england_wales", "scotland", "northern_ireland", "sister_schemes")
FOLDERS = {
    ENGLAND_AND_WALES: LAW / "england_wales",
    SCOTLAND: LAW / "scotland",
    NORTHERN_IRELAND: LAW / "northern_ireland",
}
REFUSALS = "refuses a file that cannot be; the files are right, and the twin test tries each refusal"
PICKER = "for whoever types a conviction in: no part of an answer, and tested by its twin"

# A function, or a function and a line of it, that no case reaches, and why.
OFF = "off until a decision switches it on; its twin test tries it on"
NOT_REACHED: dict[str, str] = {
    **dict.fromkeys(
        (
            *("schedule_3/conditions.py: condition", "schedule_3/conditions.py: _part"),
            *(
                "part2/order_rules.py: parse",
                "schedule_3/schedule_file.py: parse",
                "schedule_3/schedule_file.py: _limbs",
            ),
            *(
                "schedule_3/schedule_file.py: _Requires.__post_init__",
                "schedule_3/schedule_file.py: _Registers.__post_init__",
                "schedule_3/schedule_file.py: _Row.__post_init__",
            ),
        ),
        REFUSALS,
    ),
    "schedule_3/schedule3.py: registers": PICKER,
    "schedule_3/schedule3.py: _of_row": PICKER,
    "schedule_3/schedule3.py: Schedule.offences": PICKER,
    "schedule_3/schedule_file.py: Paragraph.missing": PICKER,
    "part2/doubts.py: weigh: answers[choice] = found": (
        "no row registers a child and not an adult; were there one, an unknown age would be no no"
    ),
    "schedule_3/schedule3.py: Schedule.switched_on": OFF,
    "part2/name_notice.py: name_notice_duties": OFF,
    'part2/rule_set.py: RuleSet.figure: raise LookupError(f"No provision of {key} was in force on {day}.")': (
        "says that a rule was asked about a day before it was law, which no rule does"
    ),
}


def cases() -> list[Case]:
    found = []
    for file in FILES:
        found += read(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)
    return found


CASES = cases()


def load_the_law_again() -> None:
    """What is read once, as the rules are imported, and what is kept, as if for the first time."""
    for jurisdiction, folder in FOLDERS.items():
        compose(jurisdiction, folder)
        STATUTE_BOOK.scheme(jurisdiction).rules.schedule.recognise.cache_clear()
    for path in (LAW / "sister_schemes").glob("*_order.toml"):
        schemes.read(path)
    references.among.cache_clear()


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """For each function of the rules, what coverage says of it after every case was answered."""
    measure = Coverage(
        branch=True, data_file=None, config_file=False, include=[str(LAW / room / "*") for room in ROOMS]
    )
    measure.start()
    try:
        load_the_law_again()
        for case in CASES:
            assess(case.person, case.as_at)
    finally:
        measure.stop()
    report = tmp_path_factory.mktemp("coverage") / "report.json"
    measure.json_report(outfile=str(report))
    found = {}
    for name, file in json.loads(report.read_text())["files"].items():
        where = Path(name).resolve().relative_to(LAW)
        for function, about in file["functions"].items():
            if function:  # what is outside functions runs as the module is imported
                found[f"{where}: {function}"] = about
    return found


def unreached(measured: dict[str, dict]) -> Iterator[str]:
    """Every line and branch that no case reaches, as "part2/orders.py: doubts: the line"."""
    for name, about in measured.items():
        lines = (LAW / name.split(":")[0]).read_text().splitlines()
        for number in about["missing_lines"]:
            yield f"{name}: {lines[number - 1].strip()}"
        for start, end in about["missing_branches"]:
            if start not in about["missing_lines"] and end not in about["missing_lines"]:
                to = lines[end - 1].strip() if end > 0 else "(the end)"
                yield f"{name}: {lines[start - 1].strip()} -> {to}"


def refuses(place: str) -> bool:
    """Whether an unreached line is the refusal of something, and not a rule."""
    return any(word in place for word in (": raise BadInput(", ": raise ValueError(", ": except "))


def allowed(place: str) -> str | None:
    """The entry of the list that lets a place go unreached."""
    return next((entry for entry in NOT_REACHED if place == entry or place.startswith(f"{entry}: ")), None)


def test_every_line_and_branch_of_a_rule_is_reached_by_a_case(
    measured: dict[str, dict], capsys: pytest.CaptureFixture[str]
) -> None:
    totals = [about["summary"] for about in measured.values()]
    missing = list(unreached(measured))
    excused = [place for place in missing if allowed(place)]
    with capsys.disabled():
        print(
            f"\nlaw cases: {len(CASES)} in {len(FILES)} files; rules: {len(totals)} functions, "
            f"{sum(each['num_statements'] for each in totals)} statements, "
            f"{sum(each['num_branches'] for each in totals)} branches; "
            f"{len(missing) - len(excused)} not reached, {len(excused)} excused by {len(NOT_REACHED)} entries"
        )
    assert [place for place in missing if not allowed(place)] == []


def test_nothing_is_excused_that_a_case_reaches(measured: dict[str, dict]) -> None:
    used = {allowed(place) for place in unreached(measured)}
    assert sorted(set(NOT_REACHED) - used) == []
    assert all(NOT_REACHED.values())


def test_what_is_excused_in_a_file_reader_is_only_its_refusals(measured: dict[str, dict]) -> None:
    excused = [place for place in unreached(measured) if NOT_REACHED.get(allowed(place) or "") == REFUSALS]
    assert [place for place in excused if not refuses(place)] == []


Read = tuple[str, str, date]


class Recording(Parameter, frozen=True):
    """A parameter that notes which of its figures was asked for."""

    name: str = ""
    seen: set[Read] = set()

    def on(self, day: date) -> int | None:
        self._note(day)
        return super().on(day)

    def figure(self, day: date) -> Figure | None:
        self._note(day)
        return super().figure(day)

    def _note(self, day: date) -> None:
        for figure in reversed(self.figures):
            if figure.since <= day:
                self.seen.add((self.name, self.key, figure.since))
                return


def every_figure() -> dict[Read, Figure]:
    """Each figure that is or was in force, by the set it belongs to, its key and its first day."""
    found: dict[Read, Figure] = {}
    for name, parameters in parameter_sets():
        for parameter in parameters.values():
            for figure in parameter.figures:
                found[owner(name, parameter), parameter.key, figure.since] = figure
    return found


def parameter_sets() -> Iterator[tuple[str, dict[str, Parameter]]]:
    for jurisdiction, part_2 in STATUTE_BOOK.part_2.items():
        yield jurisdiction, part_2.rules.parameters
    for name, one in SCHEMES.items():
        yield name, one.parameters


def owner(name: str, parameter: Parameter) -> str:
    """The file's own name for a figure of one Act that three rule sets share."""
    return "part2" if name in FOLDERS and parameter.jurisdiction == "united-kingdom" else name


def test_every_figure_is_read_by_a_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, seen = every_figure(), set()
    for name, parameters in parameter_sets():
        for key, parameter in list(parameters.items()):
            recording = Recording(
                key=key,
                jurisdiction=parameter.jurisdiction,
                figures=parameter.figures,
                rule=parameter.rule,
                proposed=parameter.proposed,
                name=owner(name, parameter),
                seen=seen,
            )
            monkeypatch.setitem(parameters, key, recording)
    for case in CASES:
        assess(case.person, case.as_at)
    with capsys.disabled():
        print(f"\nfigures: {len(figures)}, read by a case {len(seen & set(figures))}")
    assert sorted(set(figures) - seen) == []


def test_every_figure_has_a_citation_and_a_source() -> None:
    assert [
        place for place, figure in every_figure().items() if not (figure.citation and figure.source)
    ] == []


@pytest.mark.parametrize("proposal", [one for one in proposals() if one.worked_out], ids=lambda one: one.rule)
def test_every_rule_that_is_off_would_change_some_case_if_it_were_on(proposal: object) -> None:
    book = switched(
        STATUTE_BOOK,
        [Switch(rule=proposal.rule, since=date(2004, 5, 1), jurisdiction=proposal.jurisdiction)],
    )
    here = [case for case in CASES if case.person.jurisdiction == proposal.jurisdiction]
    assert any(assess(case.person, case.as_at, book) != assess(case.person, case.as_at) for case in here)
