"""Every law case in this folder, each as a test of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cairn.law.cases import Case, check, read

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [case for file in FILES for case in read(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_law_answers_as_the_case_expects(case: Case) -> None:
    result = check(case)
    assert result.wrong == ()
    assert result.provisions


def test_no_two_files_share_a_case_id() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("section", ["s80", "s82", "s83", "s84", "s85", "s86"])
def test_each_section_has_its_file(section: str) -> None:
    assert [
        file.name
        for file in FILES
        if file.name.startswith(f"{section}-") and "to" not in file.name.split("-")
    ]
