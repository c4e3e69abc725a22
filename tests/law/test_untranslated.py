"""What a translator has still to do, found in the rules themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cairn.law import assess
from cairn.law.answers import steps
from cairn.law.cases import read
from cairn.law.untranslated import sentences, untranslated

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
# Put together while a rule runs: the condition of a row of Schedule 3, why a day counts, and the years that an
# order may last. There is no one template of these.
COMPOSED = (
    *("which is listed, because", "three days beginning with {back}, because", "an order of this kind"),
    *(" years that the law ", "a ban on foreign travel may not last longer than"),
)


def test_what_has_welsh_is_not_listed_and_the_rest_is() -> None:
    every, missing = set(sentences()), set(untranslated())
    assert "so the last day is {end}" in every - missing
    assert missing < every
    assert set(untranslated("en")) == every


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_sentence_that_a_case_is_answered_with_is_found(path: Path) -> None:
    known = set(sentences())
    said: set[str] = set()
    for case in read(yaml.safe_load(path.read_text(encoding="utf-8")), path.name):
        answer = assess(case.person, case.as_at)
        claims: list[Any] = [answer.registration, *answer.duties, *answer.regimes, answer.review]
        said |= {step.template for claim in claims if claim is not None for step in steps(claim.reasons)}
    assert {one for one in said - known if not any(part in one for part in COMPOSED)} == set()


def test_a_sentence_is_found_however_a_rule_comes_by_it(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(
        'TEXTS = {"a": "in a table {x}", "b": "and another"}\n'
        'how, rest = "of a pair", ""\n'
        "def rule(flag):\n"
        '    text = "one way" if flag else "the other"\n'
        '    text = text if flag else "or a third"\n'
        "    return [Reason('s.1', text), Reason('s.2', TEXTS['a']), Reason('s.3', 'plain'),\n"
        "            Reason('s.4', template=how), other('s.5', 'not one')]\n"
    )
    assert sentences(tmp_path) == (
        "and another",
        "in a table {x}",
        "of a pair",
        "one way",
        "or a third",
        "plain",
        "the other",
    )
