"""
The book of proofs: what the law answers in the cases, and every step of why, in print.

    python -m tests.law.book_of_proofs

writes it anew, one file beside this one for each file of cases. A change in any date, sentence, provision,
figure or doubt then shows in the diff of the change that made it, where a lawyer can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from cairn.law import assess
from cairn.law.cases import Case, read
from cairn.law.facts import Person
from cairn.law.proof import Claim, Step, prove

replace = msgspec.structs.replace
HERE = Path(__file__).parent
BOOK = HERE / "proofs"
# The Schedules have a case for each row, which say the same but for the row; the common ones are enough.
CHAPTERS = sorted(path for path in (HERE / "cases").glob("*.yaml") if "schedule-3" not in path.name)


def chapter(path: Path) -> str:
    """The proofs of one file of cases."""
    cases = read(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    return "\n".join("\n".join(_case(case)) for case in cases) + "\n"


def _case(case: Case) -> Iterator[str]:
    person = _with_ids(case.person)
    proof = prove(assess(person, case.as_at), person.jurisdiction)
    changes = f", until {proof.changes_on}" if proof.changes_on else ""
    yield f"== {case.id}, as at {case.as_at}{changes} =="
    for claim in proof.claims:
        yield from _claim(claim)


def _with_ids(person: Person) -> Person:
    """Every fact with an id, as on a register, so that the book shows which facts each step used."""
    named = {
        field: tuple(
            fact if fact.id is not None else replace(fact, id=f"{field}-{number}")
            for number, fact in enumerate(getattr(person, field), 1)
        )
        for field in person.__struct_fields__
        if isinstance(getattr(person, field), tuple)
    }
    return replace(person, **named)


def _claim(claim: Claim) -> Iterator[str]:
    yield f"{claim.about}: {claim.says}{f'. {claim.why}.' if claim.why else ''}"
    told = {name: value for name, value in claim.answer.items() if value not in (None, False, "")}
    yield "  [" + ", ".join(f"{name} {value}" for name, value in told.items()) + "]"
    for step in claim.steps:
        yield from _step(step, "  ")


def _step(step: Step, margin: str) -> Iterator[str]:
    for deeper in step.because:
        yield from _step(deeper, margin + "  ")
    facts = f" <{', '.join(step.facts)}>" if step.facts else ""
    doubt = "" if step.verified else " (not checked)"
    figures = "".join(
        f" [{figure.key} {figure.value} {figure.unit}, {figure.citation}, from {figure.since}"
        f"{f' to {figure.until}' if figure.until else ''}]"
        for figure in step.figures
    )
    yield f"{margin}- {step.provision}: {step.says}{facts}{doubt}{figures}"


if __name__ == "__main__":
    BOOK.mkdir(exist_ok=True)
    for old in BOOK.glob("*.txt"):
        old.unlink()
    for path in CHAPTERS:
        (BOOK / f"{path.stem}.txt").write_text(chapter(path), encoding="utf-8")
