"""
Law cases: dated facts, a day, and the answer expected, with its source.

The text of a case file is read by whoever calls (the command line reads YAML); here plain mappings
become facts and expectations, and anything unknown is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.answers import Assessment
from cairn.law.cases.expectations import Expected, differences, expected, provisions
from cairn.law.cases.fields import Fields
from cairn.law.cases.people import person
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS, Person

STATUSES = ("verified", "derived", "unverified")
_KEYS = ("id", "source", "status", "jurisdiction", "person", "events", "as_at", "expect", "why")


class Case(msgspec.Struct, frozen=True):
    """One case: a person, a day, and what the law must answer."""

    id: str
    source: str
    status: str
    person: Person
    as_at: date
    expect: Expected


class Result(msgspec.Struct, frozen=True):
    """How one case came out; `wrong` is empty where it passed."""

    case: Case
    wrong: tuple[tuple[str, str], ...]
    provisions: tuple[str, ...]


def read(document: object, name: str) -> tuple[Case, ...]:
    """
    The cases of a file called `name`.

    Raises
        BadInput: it is not a list of cases, or one of them is not valid. Names file, case and key.
    """
    return tuple(_case(row, where) for row, where in case_rows(document, name))


def case_rows(document: object, name: str) -> Iterator[tuple[object, str]]:
    """
    Each case of a file called `name`, as it stands there, and where: as "cases.yaml: case ew-caution".

    Raises
        BadInput: it is not a list of cases, or two of them have one id.
    """
    if not isinstance(document, list) or not document:
        raise BadInput(f"{name}: expected a list of cases, each beginning “- id: ...”.")
    seen: set[object] = set()
    for number, row in enumerate(document, 1):
        called = row.get("id") if isinstance(row, dict) else None
        if called is not None and str(called) in seen:
            raise BadInput(f"{name}: case {number}: id: two cases have the id “{called}”.", field="id")
        seen.add(str(called))
        yield row, f"{name}: case {called or number}"


def read_person(document: object, name: str) -> tuple[Person, date | None]:
    """
    The person of a file that holds one case, or a mapping with `person` and `events`; the day it asks
    about, if it names one.

    Raises
        BadInput: as `read`; also a file with more than one case.
    """
    if isinstance(document, list):
        if len(document) != 1:
            raise BadInput(
                f"{name}: it holds {len(document)} cases. To explain, give a file with one person."
            )
        document = document[0]
    fields = Fields(document, name, _KEYS)
    jurisdiction = fields.choice("jurisdiction", JURISDICTIONS) or ENGLAND_AND_WALES
    return person(fields, jurisdiction, name), fields.day("as_at")


def check(case: Case) -> Result:
    """Ask the law, and compare."""
    try:
        got: Assessment = assess(case.person, case.as_at)
    except BadInput as error:
        return Result(case, (("an answer", error.message),), ())
    return Result(case, tuple(differences(case.expect, got)), tuple(provisions(got)))


def _case(row: object, where: str) -> Case:
    fields = Fields(row, where, _KEYS)
    for key in ("id", "source"):
        fields.needed(key)
    status = fields.the_choice("status", STATUSES)
    jurisdiction = fields.the_choice("jurisdiction", JURISDICTIONS)
    fields.text("why")
    return Case(
        id=fields.text("id") or "",
        source=fields.text("source") or "",
        status=status,
        person=person(fields, jurisdiction, where),
        as_at=fields.the_day("as_at"),
        expect=expected(fields.needed("expect"), f"{where}: expect"),
    )
