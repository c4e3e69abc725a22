"""
Schedule 3 of the Sexual Offences Act 2003: which convictions, findings and cautions register.

The rows are data (schedule-3.toml). A row that nobody has read in the statute is off: it never
registers anybody, and the answer says that a person must decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from cairn.dates import age_on
from cairn.law.england_wales.conditions import Condition, met_by_age, met_by_sentence
from cairn.law.england_wales.schedule_file import Paragraph, load
from cairn.law.facts import Conviction, Person
from cairn.law.rules import rule

COMMENCEMENT = date(2004, 5, 1)
# Sch.3 para.94, as verbs of an offence in brackets: "SOA 2003 s.9 (attempt)".
INCHOATE = ("attempt", "conspiracy", "incitement", "aiding", "abetting", "counselling", "procuring")

PARAGRAPHS: tuple[Paragraph, ...] = load(Path(__file__).with_name("schedule-3.toml"))


class Offence(msgspec.Struct, frozen=True):
    """One offence for a picker: how to write it, what it is, where it is listed."""

    reference: str
    title: str
    para: str
    verified: bool


class Listing(msgspec.Struct, frozen=True, gc=False):
    """
    How a conviction comes within Schedule 3.

    Parameters
        relevant_date: s.82(6), or the day of sentence where only a sentencing limb is met (s.132).
        limb: the condition met; None where the paragraph has none.
    """

    paragraph: Paragraph
    relevant_date: date
    by_sentence: bool
    limb: Condition | None = None


class Advice(msgspec.Struct, frozen=True):
    """
    What to tell whoever is typing in a conviction.

    Parameters
        verdict: registers; does-not; not-yet (a sentence could still bring it in); needs-fact (an age
            that decides is not recorded: see `missing`); ask (the row is not verified).
        missing: names of the fields of the conviction that would settle it.
    """

    verdict: Literal["registers", "does-not", "not-yet", "needs-fact", "ask"]
    why: str
    paragraph: Paragraph | None = None
    relevant_date: date | None = None
    missing: tuple[str, ...] = ()


def _normal(reference: str) -> str:
    text = re.sub(r"\s+", " ", reference.strip().lower()).replace("sexual offences act", "soa")
    return re.sub(r"\bs(?:ection)?\.? ?(?=\d)", "s.", text)


_BY_REFERENCE = {_normal(offence): row for row in PARAGRAPHS for offence in row.offences}
_OFFENCE = re.compile(
    r"^(?P<base>.*?s\.\d+[a-z]*)(?P<sub>(?:\([0-9a-z]{1,4}\))*)(?: \((?P<verb>[a-z ]+)\))?$"
)


@lru_cache(maxsize=4096)
def lookup(offence: str) -> Paragraph | None:
    """
    The paragraph that lists an offence; None where none does.

    Parameters
        offence: as "SOA 2003 s.9", with or without subsections; an inchoate form in brackets
            (Sch.3 para.94).
    """
    found = _OFFENCE.match(_normal(offence))
    if found is None or (found["verb"] is not None and found["verb"] not in INCHOATE):
        return None
    return _BY_REFERENCE.get(found["base"] + found["sub"]) or _BY_REFERENCE.get(found["base"])


def offences() -> Sequence[Offence]:
    """Every offence of the Schedule, in its order, for a picker."""
    return [
        Offence(reference, row.title, row.para, row.status != "unverified")
        for row in PARAGRAPHS
        for reference in row.offences
    ]


@rule("SOA 2003 ss.80(1), 132, Sch.3", since=COMMENCEMENT)
def listing(conviction: Conviction, born: date, as_at: date) -> Listing | None:
    """
    How a conviction, finding or caution is within Schedule 3 on the facts of `as_at`; None where not.

    Ages are at the offence, which is taken as the day of conviction where it is not recorded. A
    disposal passed after `as_at` is not yet known.
    """
    row = lookup(conviction.offence)
    if row is None or not row.on or (row.since is not None and conviction.date < row.since):
        return None
    age = age_on(born, conviction.offence_date or conviction.date)
    if not row.requires.met(age, conviction):
        return None
    limbs = row.limbs(conviction.date, age)
    if limbs is None:
        return Listing(row, conviction.date, by_sentence=False)
    for limb in limbs:
        if not limb.of_sentence and met_by_age(limb, conviction):
            return Listing(row, conviction.date, by_sentence=False, limb=limb)
    best: Listing | None = None
    for disposal in conviction.disposals:
        passed = disposal.date or conviction.date
        if passed > as_at or (best is not None and best.relevant_date <= passed):
            continue
        for limb in limbs:
            if limb.of_sentence and met_by_sentence(limb, disposal, passed):
                best = Listing(row, passed, by_sentence=True, limb=limb)
                break
    return best


def registers(conviction: Conviction, person: Person) -> Advice:
    """What the law says of a conviction as it is typed in, on everything now recorded about it."""
    row = lookup(conviction.offence)
    if row is None:
        return Advice("does-not", "The offence is not listed in Schedule 3.")
    citation = row.citation
    if not row.on:
        return Advice(
            "ask", f"{citation} was not checked against the statute: decide by hand. {row.note}".strip(), row
        )
    listed = listing(conviction, person.born, date.max)
    if listed is not None:
        why = f"{citation}: {listed.limb.words if listed.limb else 'no condition to meet'}."
        return Advice("registers", why, row, listed.relevant_date)
    age = age_on(person.born, conviction.offence_date or conviction.date)
    missing = row.missing(age, conviction)
    if missing:
        return Advice("needs-fact", f"{citation} turns on a fact that is not recorded.", row, missing=missing)
    limbs = row.limbs(conviction.date, age) or ()
    sentence_may = conviction.kind != "caution" and any(limb.of_sentence for limb in limbs)
    if not conviction.disposals and sentence_may and row.requires.met(age, conviction):
        return Advice("not-yet", f"{citation}: it depends on the sentence (s.132).", row)
    return Advice("does-not", f"{citation} is listed, but its conditions are not met.", row)
