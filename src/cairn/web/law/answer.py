"""The law's answer for the public page: the headline, the dates, and every step of why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cairn.clock.wording import duty_words
from cairn.law import assess
from cairn.law.answers import CURRENT, Duty
from cairn.law.facts import Person
from cairn.law.part2.schedule3 import Advice, registers
from cairn.law.proof import Claim, Proof, prove
from cairn.law.requirements import Requirements
from cairn.law.requirements import of as requirements_of
from cairn.law.rulebook import STATUTE_BOOK


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty with its proof; `arguable` where it is late on one reading of the words and not on the other."""

    what: str
    duty: Duty
    proof: Claim
    arguable: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Parameters
        advice: what Schedule 3 says of the offence, for somebody who is not registrable.
        requirements: of the first notification, where one was ever owed.
    """

    as_at: date
    registrable: bool
    headline: str
    registration: Claim
    owed: tuple[Owed, ...]
    other: tuple[Claim, ...]
    advice: Advice
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
        headline=proof.claims[0].says,
        registration=proof.claims[0],
        owed=tuple(sorted(duties, key=lambda owed: owed.duty.state not in CURRENT)),
        other=tuple(claim for claim in proof.claims[1:] if claim.about in {"regime", "review"}),
        advice=registers(schedule, person.convictions[0], person),
        doubts=any(not step.verified for claim in proof.claims for step in claim.steps),
        requirements=requirements_of("initial", person.jurisdiction, as_at) if duties else None,
        proof=proof,
    )
