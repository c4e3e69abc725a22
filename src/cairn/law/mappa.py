"""
Which MAPPA category the facts put a person in: Criminal Justice Act 2003 ss.325, 327.

Category 1 follows from registration, category 2 from an offence and a disposal. Categories 3 and 4
need a decision of the responsible authority or facts not recorded yet, and are never answered here.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from cairn.errors import BadInput
from cairn.law import assess, terms
from cairn.law.answers import Registration
from cairn.law.england_wales.conditions import IMPRISONMENT
from cairn.law.england_wales.schedule3 import lookup
from cairn.law.facts import Conviction, Disposal, Person
from cairn.law.rules import rule

_KEYS = {"reference", "title", "citation", "status"}
_SEXUAL = "CJA 2003 Sch.15 Part 2"


class Listed(msgspec.Struct, frozen=True):
    """One offence of category 2, with its law."""

    reference: str
    title: str
    citation: str
    verified: bool


class Table(msgspec.Struct, frozen=True):
    """The offences by reference in lower case, and the shortest term that counts, in months."""

    offences: dict[str, Listed]
    months: int
    citation: str


class Category(msgspec.Struct, frozen=True, gc=False):
    """
    The answer.

    Parameters
        number: 1 or 2; None where the facts give neither. It may still be 3 or 4, by a decision.
        verified: False where it rests on a row that was not checked against the statute.
    """

    number: Literal[1, 2] | None
    reason: str
    citation: str
    verified: bool = True


NONE = Category(
    None,
    "Not registrable, and no violent or other sexual offence with a qualifying sentence. "
    "Categories 3 and 4 need a decision, which facts alone do not give.",
    "CJA 2003 ss.325, 327",
)


def parse(text: str, name: str) -> Table:
    """
    Read the table of offences.

    Raises
        BadInput: an unknown or missing key. Names the file and the offence.
    """
    document = tomllib.loads(text)
    offences: dict[str, Listed] = {}
    for row in document.get("offence", []):
        where = f"{name}: {row.get('reference', 'offence')}"
        for key in sorted(row.keys() - _KEYS):
            raise BadInput(f"{where}: unknown key “{key}”. Allowed: {', '.join(sorted(_KEYS))}.", field=key)
        for key in sorted(_KEYS - {"status"} - row.keys()):
            raise BadInput(f"{where}: {key} is missing.", field=key)
        verified = row.get("status", document["status"]) == "verified"
        listed = Listed(row["reference"], row["title"], row["citation"], verified)
        offences[listed.reference.lower()] = listed
    return Table(offences, document["months"]["value"], document["months"]["citation"])


_FILE = Path(__file__).with_name("mappa-category-2.toml")
TABLE = parse(_FILE.read_text(encoding="utf-8"), _FILE.name)


@rule("CJA 2003 s.327(2)-(4)", since=date(2004, 4, 5))
def category(person: Person, as_at: date, registration: Registration | None = None) -> Category:
    """
    The category the facts give on `as_at`: 1 before 2, never both.

    Category 2 lasts while a sentence or hospital order is running; when licence or order ends is not
    recorded here, so a person stays in it until the record says otherwise.

    Parameters
        registration: the answer for that day, where it is already known.

    Raises
        BadInput: there are no rules for that jurisdiction yet.
    """
    subject = registration if registration is not None else assess(person, as_at).registration
    if subject.registrable:
        return Category(1, "Subject to notification requirements under SOA 2003 Part 2.", "CJA 2003 s.327(2)")
    for conviction in person.convictions:
        if conviction.kind == "caution" or conviction.date > as_at:
            continue
        if conviction.quashed_on is not None and conviction.quashed_on <= as_at:
            continue
        found = _category_2(conviction, as_at)
        if found is not None:
            return found
    return NONE


def _category_2(conviction: Conviction, as_at: date) -> Category | None:
    offence = conviction.offence.split(" (", maxsplit=1)[0].strip()
    listed = TABLE.offences.get(offence.lower())
    if listed is None:
        row = lookup(conviction.offence)
        if row is None:
            return None
        listed = Listed(offence, row.title, _SEXUAL, verified=False)
    for disposal in conviction.disposals:
        passed = disposal.date or conviction.date
        if passed <= as_at and _qualifies(disposal, passed):
            caution = "" if listed.verified else " The listing was not checked against the statute."
            how = "a hospital order" if disposal.kind == "hospital-order" else "12 months' custody or more"
            reason = f"Sentenced for {listed.title} to {how}.{caution}"
            return Category(2, reason, f"{TABLE.citation}; {listed.citation}", listed.verified)
    return None


def _qualifies(disposal: Disposal, passed: date) -> bool:
    """Section 327(3)(b): the term as passed, a detention and training order whole (s.131 is Part 2's)."""
    if disposal.kind in {"hospital-order", "ipp"}:
        return True
    if disposal.kind == "extended":
        return True
    return disposal.kind in IMPRISONMENT and terms.at_least(terms.length(disposal.term), TABLE.months, passed)
