"""
The statute book as data and pure functions: facts in, duties out. No Django, no wall clock.

`facts` is what goes in, `answers` what comes out. README.md beside this file is for lawyers.
"""

from __future__ import annotations

from datetime import date

from cairn.errors import BadInput
from cairn.law import england_wales
from cairn.law.answers import Assessment
from cairn.law.facts import ENGLAND_AND_WALES, Person


def assess(person: Person, as_at: date) -> Assessment:
    """
    Registration and duties on `as_at`, by the rules of the person's jurisdiction.

    Raises
        BadInput: there are no rules for that jurisdiction yet.
    """
    if person.jurisdiction != ENGLAND_AND_WALES:
        raise BadInput(
            f"There are no rules for “{person.jurisdiction}” yet. Jurisdictions with rules: {ENGLAND_AND_WALES}.",
            field="jurisdiction",
        )
    return england_wales.assess(person, as_at)
