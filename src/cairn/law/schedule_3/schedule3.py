"""
Schedule 3 of the Sexual Offences Act 2003: which convictions, findings and cautions register.

The rows are data (schedule-3.toml). A row that nobody has read in the statute is off: it never
registers anybody, and the answer says that a person must decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from cairn.dates import age_on
from cairn.errors import BadInput
from cairn.law.facts import Conviction, Person
from cairn.law.recognising import Recogniser
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.conditions import Condition, met_by_age, met_by_sentence
from cairn.law.schedule_3.schedule_file import Paragraph, load

# Sch.3 paras 94 and 94A, as verbs of an offence in brackets: "SOA 2003 s.9 (attempt)".
INCHOATE = (
    *("attempt", "conspiracy", "incitement", "aiding", "abetting", "counselling", "procuring"),
    *("encouraging", "assisting", "encouraging or assisting"),
)
_UNREAD = "was not checked against the statute"


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


class Schedule:
    """
    One jurisdiction's part of Schedule 3, looked up by offence, and after it the parts of the others.

    A conviction anywhere in the United Kingdom registers wherever he lives (s.80(1)). An offence that
    several parts list, such as one under SOA 2003 s.47, is taken as convicted of here, or in the first
    of the others.

    Parameters
        paragraphs: of this jurisdiction, in the order of the Schedule.
        beside: those of the others, in that order.
    """

    def __init__(self, paragraphs: tuple[Paragraph, ...], beside: tuple[Paragraph, ...] = ()) -> None:
        self.paragraphs = paragraphs
        self._beside = beside
        rows = (*paragraphs, *beside)  # of two that list one offence, the first
        any_other = next((row for row in paragraphs if row.any_other), None)
        recogniser = Recogniser(
            ((offence, row) for row in rows for offence in row.offences),
            unclear=(
                (name, msgspec.structs.replace(row, vague=True)) for row in rows for name in row.unclear
            ),
            any_other=any_other,
            verbs=INCHOATE,
        )
        self.recognise = lru_cache(maxsize=4096)(recogniser.recognise)

    def lookup(self, offence: str) -> Paragraph | None:
        """
        The paragraph that lists an offence, or that takes any other; None where none does.

        Parameters
            offence: as somebody wrote it (`references`); an inchoate form is the offence (Sch.3 para.94).
        """
        return self.recognise(offence).row

    def offences(self) -> Sequence[Offence]:
        """Every offence of the Schedule, in its order, for a picker."""
        return [
            Offence(reference, row.title, row.para, row.status != "unverified")
            for row in self.paragraphs
            for reference in row.offences
        ]

    def switched_on(self, para: str, since: date) -> Schedule:
        """
        The same with a row that was off counting for convictions from `since` (s.130(2)).

        Raises
            BadInput: there is no such row, it is on already, or nobody has read its condition.
        """
        if any(row.para == para and row.unread for row in self.paragraphs):
            raise BadInput(
                f"Nobody has read on what condition paragraph {para} registers. It cannot be switched on.",
                field="rule",
            )
        if not any(row.para == para and not row.on for row in self.paragraphs):
            raise BadInput(f"Schedule 3 has no paragraph {para} that is switched off.", field="rule")
        return Schedule(
            tuple(
                msgspec.structs.replace(row, status="derived", since=max(since, row.since or since))
                if row.para == para
                else row
                for row in self.paragraphs
            ),
            self._beside,
        )


def read_schedule(path: Path, *beside: Path) -> Schedule:
    """
    The Schedule in a file, with the files of the other jurisdictions beside it.

    Raises
        BadInput: as `schedule_file.load`.
    """
    return Schedule(load(path), tuple(row for other in beside for row in load(other)))


@rule("SOA 2003 ss.80(1), 132, Sch.3", since=COMMENCEMENT)
def listing(schedule: Schedule, conviction: Conviction, born: date, as_at: date) -> Listing | None:
    """
    How a conviction, finding or caution is within Schedule 3 on the facts of `as_at`; None where not.

    Ages are at the offence, which is taken as the day of conviction where it is not recorded. A
    disposal passed after `as_at` is not yet known.
    """
    return listed_by(schedule.lookup(conviction.offence), conviction, born, as_at)


@rule("SOA 2003 ss.80(1), 132, Sch.3", since=COMMENCEMENT)
def listed_by(row: Paragraph | None, conviction: Conviction, born: date, as_at: date) -> Listing | None:
    """As `listing`, where it is known which row lists the offence, if any."""
    if row is None or not row.on or not row.reaches(conviction.date):
        return None
    age = age_on(born, conviction.offence_date or conviction.date)
    if not row.requires.met(age, conviction):
        return None
    limbs = row.limbs(conviction.date, age)
    if limbs is None:
        return Listing(row, conviction.date, by_sentence=False)
    for limb in limbs:
        if not limb.of_sentence and met_by_age(limb, conviction, age):
            return Listing(row, conviction.date, by_sentence=False, limb=limb)
    limbs = tuple(limb for limb in limbs if limb.of_sentence and met_by_age(limb, conviction, age))
    best: Listing | None = None
    for disposal in conviction.disposals:
        passed = disposal.date or conviction.date
        if passed > as_at or (best is not None and best.relevant_date <= passed):
            continue
        for limb in limbs:
            if met_by_sentence(limb, disposal, passed):
                best = Listing(row, passed, by_sentence=True, limb=limb)
                break
    return best


def registers(schedule: Schedule, conviction: Conviction, person: Person) -> Advice:
    """What the law says of a conviction as it is typed in, on everything now recorded about it."""
    known = schedule.recognise(conviction.offence)
    row = known.row
    if (row is None or row.any_other) and known.kind == "not-recognised":
        return Advice("ask", "The offence is not recognised. Whether Schedule 3 lists it is not known.")
    if row is None:
        return Advice("does-not", "The offence is not listed in Schedule 3.")
    return _of_row(row, schedule, conviction, person)


def _of_row(row: Paragraph, schedule: Schedule, conviction: Conviction, person: Person) -> Advice:
    citation = row.citation
    if not row.on:
        doubt = "is listed, but not every offence of that reference" if row.vague else _UNREAD
        why = f"{citation} {doubt}: decide by hand. {row.note}"
        return Advice("ask", why.strip(), row)
    listed = listing(schedule, conviction, person.born, date.max)
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
