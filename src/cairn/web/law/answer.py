"""The law's answer for the public page: the headline, the dates, and every step of why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cairn.law import assess
from cairn.law.answers import CURRENT, Assessment, Duty
from cairn.law.facts import Person
from cairn.law.proof import Claim, Proof, Step, prove
from cairn.law.requirements import Requirements
from cairn.law.requirements import of as requirements_of
from cairn.law.rulebook import STATUTE_BOOK
from cairn.law.schedule_3.schedule3 import Advice, registers
from cairn.record.notifications.duty_words import duty_words


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty with its proof; `arguable` where it is late on one reading of the words and not on the other."""

    what: str
    duty: Duty
    proof: Claim
    arguable: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in one line; orange where the law says neither yes nor no on what was typed."""

    says: str
    colour: Literal["red", "orange", "green"]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Parameters
        doubts: somebody is registrable by law whose text was not checked.
        requirements: of the first notification, where one was ever owed.
    """

    as_at: date
    registrable: bool
    headline: Headline
    registration: Claim
    owed: tuple[Owed, ...]
    other: tuple[Claim, ...]
    doubts: bool
    requirements: Requirements | None
    proof: Proof


def answer(person: Person, as_at: date) -> Answer:
    """By the published statute book: what no register has switched on."""
    found = assess(person, as_at, STATUTE_BOOK)
    proof = prove(found, person.jurisdiction, STATUTE_BOOK)
    claims = [claim for claim in proof.claims if claim.about == "duty"]
    duties = tuple(
        Owed(duty_words(duty, person), duty, claim, duty.arguable(as_at))
        for duty, claim in zip(found.duties, claims, strict=True)
    )
    schedule = STATUTE_BOOK.scheme(person.jurisdiction).rules.schedule
    return Answer(
        as_at=as_at,
        registrable=found.registration.registrable,
        headline=_headline(found, proof, registers(schedule, person.convictions[0], person)),
        registration=proof.claims[0],
        owed=tuple(sorted(duties, key=lambda owed: owed.duty.state not in CURRENT)),
        other=tuple(claim for claim in proof.claims[1:] if claim.about in {"regime", "review"}),
        doubts=found.registration.registrable and not all(map(_verified, proof.claims[0].steps)),
        requirements=requirements_of("initial", person.jurisdiction, as_at) if duties else None,
        proof=proof,
    )


def _headline(found: Assessment, proof: Proof, advice: Advice) -> Headline:
    """The answer in the words of every door: what is not known is never shown as no."""
    says = proof.claims[0].says
    if found.registration.undecided:
        return Headline(says, "orange", advice.why)
    if found.registration.registrable:
        return Headline(says, "red")
    return Headline(
        says, "green", proof.claims[0].steps[-1].says if advice.paragraph is not None else advice.why
    )


def _verified(step: Step) -> bool:
    return step.verified and all(map(_verified, step.because))
