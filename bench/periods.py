"""The periods of s.82, computed by Cairn and put to the OpenFisca model: the same question to both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from cairn.law import terms
from cairn.law.cases import read
from cairn.law.facts import ENGLAND_AND_WALES, Person
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.period import Period, period
from cairn.law.part2.registration_periods import registration_periods
from cairn.law.rulebook import rule_set
from cairn.law.schedule_3.conditions import IMPRISONMENT

CASES = Path(__file__).parent.parent / "tests" / "law" / "cases"
RULES = rule_set(ENGLAND_AND_WALES)
NEVER = date(9999, 12, 31)


class Question(msgspec.Struct, frozen=True):
    """
    One conviction, caution or finding that registers.

    Parameters
        name: where it is from, for whoever looks into a disagreement.
        ours: Cairn's answer; what it starts from (listing, relevant date, aggregated term) is put to both.
    """

    name: str
    person: Person
    as_at: date
    ours: Period


def of_cases() -> list[Question]:
    """Those of every law case of England and Wales."""
    return [
        question
        for file in sorted(CASES.glob("*.yaml"))
        for case in read(yaml.safe_load(file.read_text()), file.name)
        if case.person.jurisdiction == ENGLAND_AND_WALES
        for question in _of(case.id, case.person, case.as_at)
    ]


def of_people(people: Iterable[Person], as_at: date) -> Iterator[Question]:
    """Those of people, one after another; numbered, to be found again."""
    for number, person in enumerate(people):
        yield from _of(f"person {number}", person, as_at)


def _of(name: str, person: Person, as_at: date) -> Iterator[Question]:
    for ours in registration_periods(person, as_at, Horizon(as_at), RULES).periods:
        yield Question(f"{name}: {ours.conviction.id or ours.conviction.date}", person, as_at, ours)


def compute(question: Question) -> Period:
    """Section 82(1) and (2) once more by Cairn alone, from the same starting point as the model."""
    ours = question.ours
    return period(
        ours.conviction,
        ours.listing,
        RULES,
        term=ours.term,
        born=question.person.born,
        as_at=question.as_at,
        aggregated=ours.aggregated,
    )


def columns(questions: list[Question]) -> dict[str, list[Any]]:
    """The questions as the model wants them: a list of values for each fact."""
    rows = [_row(question) for question in questions]
    return {fact: [row[fact] for row in rows] for fact in rows[0]}


def _row(question: Question) -> dict[str, Any]:
    ours, conviction = question.ours, question.ours.conviction
    known = [d for d in conviction.disposals if d.date is None or d.date <= question.as_at]
    prison = [d for d in known if d.kind in IMPRISONMENT]
    hospital = [d for d in known if d.kind == "hospital-order"]
    # Of two discharges for one offence, the one that ends later.
    discharge = max(
        (terms.length(d.term) for d in known if d.kind == "conditional-discharge"),
        key=lambda length: terms.end_of(length, ours.start),
        default=None,
    )
    months, days = ours.term or terms.NOTHING
    without_end = months >= terms.LIFE[0]
    return {
        "disposed": conviction.kind,
        "birth": question.person.born.isoformat(),
        "relevant_date": ours.start.isoformat(),
        # The months of a term are counted from the day it was passed, whatever else was ordered later.
        "passed": max([d.date for d in prison if d.date], default=conviction.date).isoformat(),
        "imprisoned": ours.term is not None,
        "without_end": without_end,
        "term_months": 0 if without_end else months,
        "term_days": 0 if without_end else days,
        "admitted": bool(hospital),
        "restricted": any(d.restriction for d in hospital),
        "discharged": discharge is not None,
        "discharge_months": 0 if discharge is None else discharge[0],
        "discharge_days": 0 if discharge is None else discharge[1],
        "trial_concluded": _trial(question).isoformat(),
    }


def _trial(question: Question) -> date:
    """The end of the trial after a finding of disability, as s.82(5) has it."""
    conviction = question.ours.conviction
    ended = [
        trial.date
        for trial in question.person.trials
        if conviction.finding_of == "disability"
        and trial.finding in {None, conviction.id}
        and conviction.date <= trial.date <= question.as_at
    ]
    return min(ended, default=NEVER)


def disagreements(questions: list[Question], theirs: dict[str, list[Any]]) -> list[str]:
    """Each question on which row, months, halving or last day differ, with both answers."""
    said = zip(
        *(theirs["row"], theirs["period_months"], theirs["is_under_18"], theirs["last_day"]), strict=True
    )
    return [
        f"{question.name}: Cairn {ours}, OpenFisca {(row, months, under_18 and months > 0, last)}"
        for question, (row, months, under_18, last) in zip(questions, said, strict=True)
        if (ours := _ours(question.ours)) != (row, months, under_18 and months > 0, last)
    ]


def _ours(of: Period) -> tuple[str, int, bool, str]:
    # A review ends an indefinite period by s.91C: to s.82 it has no end.
    end = NEVER if of.end is None or of.reviewed is not None else of.end
    return of.row.replace("-", "_"), of.months or 0, of.halved, end.isoformat()
