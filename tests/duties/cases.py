"""A case to ask one source about, without a register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from cairn.duties.registry import AnySource
from cairn.duties.source import Answer, Case, DutyOwed, Summary
from cairn.law import assess
from cairn.law.facts import Person
from cairn.law.rulebook import STATUTE_BOOK

BORN = Person(born=date(1980, 5, 1))


def case_on(day: date, person: Person = BORN, **told: Any) -> Case:
    """The person on a day; what other sources told may be given by name."""
    return Case(person, assess(person, day, STATUTE_BOOK), STATUTE_BOOK, Summary(**told))


def answer_of(source: AnySource, document: object, case: Case) -> Answer:
    """What the source answers if its statement gives this document; None if it gives none."""
    text = None if document is None else msgspec.json.encode(document).decode()
    return source.answer(source.read(text), case)


def summary_of(source: AnySource, document: object, case: Case) -> Summary:
    """What the source tells of the case, from the same."""
    text = None if document is None else msgspec.json.encode(document).decode()
    return source.summary(source.read(text), case)


def shown(duties: Any) -> list[Mapping[str, object]]:
    """Kind, day and reason of each duty, for comparison."""
    return [
        {"kind": duty.kind, "due": duty.due, "why": duty.why} for duty in duties if isinstance(duty, DutyOwed)
    ]
