"""The file of need-to-know checks itself, and its table in the operators' book says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import load, matrix
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.errors import BadInput

ROOT = Path(__file__).parents[3]
FILE = ROOT / "src/cairn/access/need_to_know/matrix.toml"
PAGE = ROOT / "docs/operators/need-to-know.md"


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('kind = "photograph"', 'kind = "identity"', "given twice"),
        ('purposes = ["custody"]', 'purposes = ["curiosity"]', "it is 'curiosity'. Allowed: "),
        ('"front-counter"]', '"auditor"]', "auditor opens no records. Allowed: "),
        ('"front-counter"]', '"emperor"]', "it is 'emperor'. Allowed: "),
        ('label = "Photographs"', 'label = "Photographs"\nrole = "all"', "unknown key"),
        ("hours = 4", "hours = 0", "at least 1"),
        ("hours = 4", "hours = true", "hours is true. It must be a whole number"),
        ("offer_days = 14", 'offer_days = "14"', "offer_days is '14'. It must be a whole number"),
        (
            'agency_kinds = ["police", "probation", "prison"]',
            'agency_kinds = ["circus"]',
            "it is 'circus'. Allowed: ",
        ),
        ("[transfer]", "[transfers]", "unknown key “transfers”"),
    ],
)
def test_an_unknown_word_is_refused_before_it_opens_anything(
    tmp_path: Path, written: str, instead: str, said: str
) -> None:
    text = FILE.read_text()
    assert written in text
    wrong = tmp_path / "matrix.toml"
    wrong.write_text(text.replace(written, instead))
    with pytest.raises(BadInput, match=said):
        load(wrong)


@pytest.mark.parametrize("word", ["roles", "label", "hours", "offer_days"])
def test_a_missing_word_is_refused_too(tmp_path: Path, word: str) -> None:
    wrong = tmp_path / "matrix.toml"
    wrong.write_text(re.sub(rf"(?m)^{word} = .*$", "", FILE.read_text(), count=1))
    with pytest.raises(BadInput, match=f"{word} is missing"):
        load(wrong)


def test_everybody_who_works_with_a_person_knows_who_they_are() -> None:
    for kind in ("identity", "allocation"):
        fact = matrix().facts[kind]
        assert (fact.roles, fact.purposes, fact.partner_roles) == (CASE_ROLES, set(Purpose), CASE_ROLES)


def test_a_purpose_reads_no_kind_that_the_owner_keeps() -> None:
    kept = {kind for kind, fact in matrix().facts.items() if not fact.purposes}
    assert kept == {"notifications", "visits", "financial", "news", "death", "retention", "subject-access"}
    for purpose in Purpose:
        assert not kept & {fact.kind for fact in matrix().read_by(Role.SUPERVISOR, purpose)}


def table(columns: list[tuple[str, frozenset[str]]]) -> str:
    """A kind a row, with who reads it; in the columns' words."""
    head = "| kind of fact | " + " | ".join(label for label, _ in columns) + " |"
    lines = [head, "|---|" + "---|" * len(columns)]
    for fact in matrix().facts.values():
        marks = " | ".join("yes" if fact.kind in kinds else "" for _, kinds in columns)
        lines.append(f"| {fact.label} (`{fact.kind}`) | {marks} |")
    return "\n".join(lines)


def test_the_operators_page_says_what_the_file_says() -> None:
    """To change the page after the file: print these two tables into it."""
    page = PAGE.read_text()

    def kinds(role: Role, purpose: Purpose | None) -> frozenset[str]:
        return frozenset(fact.kind for fact in matrix().read_by(role, purpose))

    roles = [(role.label, kinds(role, None)) for role in Role if role in CASE_ROLES]
    purposes = [(purpose.label, kinds(Role.PARTNER, purpose)) for purpose in Purpose]
    assert table(roles) in page
    assert table(purposes) in page
    rules = matrix()
    assert f"for {rules.break_glass.hours} hours" in page
    assert f"within {rules.break_glass.review_hours} hours" in page
    assert f"lapses after {rules.transfer.offer_days} days" in page
    assert f"partner for {rules.transfer.overlap_days} days" in page
    for rule in (rules.break_glass, rules.unshared):
        assert {AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.PRISON} == rule.agency_kinds


if __name__ == "__main__":
    CASES = [role for role in Role if role in CASE_ROLES]
    print(table([(r.label, frozenset(f.kind for f in matrix().read_by(r, None))) for r in CASES]), "\n")
    print(table([(p.label, frozenset(f.kind for f in matrix().read_by(Role.PARTNER, p))) for p in Purpose]))
