"""
The book of proofs: what the law answers in the cases, and every step of why, in print.

    python -m tests.law.book_of_proofs

writes it anew, one file beside this one for each file of cases. A change in any date, sentence, provision,
figure or doubt then shows in the diff of the change that made it, where a lawyer can read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import yaml

from cairn.law import assess
from cairn.law.cases import Case, read
from cairn.law.facts import Person
from cairn.law.proof import Claim, Step, prove
from tests.law import appendix

replace = msgspec.structs.replace
HERE = Path(__file__).parent
BOOK = HERE / "proofs"
FILES = sorted((HERE / "cases").glob("*.yaml"))


def cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file."""
    return read(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)


def chapters() -> dict[str, Callable[[], Iterator[str]]]:
    """Every chapter by its name, with what writes its lines."""
    proofs = {path.stem: partial(_proofs, path) for path in FILES}
    return {**proofs, **appendix.CHAPTERS}


def chapter(name: str) -> str:
    """The text of one chapter."""
    return "\n".join(chapters()[name]()) + "\n"


def _proofs(path: Path) -> Iterator[str]:
    for case in cases(path):
        yield from _case(case)


def _case(case: Case) -> Iterator[str]:
    person = with_ids(case.person)
    proof = prove(assess(person, case.as_at), person.jurisdiction)
    changes = f", until {proof.changes_on}" if proof.changes_on else ""
    yield f"== {case.id}, as at {case.as_at}{changes} =="
    for claim in proof.claims:
        yield from _claim(claim)


def with_ids(person: Person) -> Person:
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
    for name in chapters():
        (BOOK / f"{name}.txt").write_text(chapter(name), encoding="utf-8")
