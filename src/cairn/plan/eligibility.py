"""The category that makes MAPPA apply to a person: computed from the facts, never typed in."""

from __future__ import annotations

from datetime import date

from cairn.law.answers import Registration
from cairn.law.facts import Person
from cairn.law.mappa import Category, category


def category_of(person: Person, as_at: date, *, registration: Registration | None = None) -> Category:
    """
    The person's MAPPA category by the facts of that day, with its reason and citation.

    Parameters
        registration: the law's answer for that day, where it is already known.

    Source: Criminal Justice Act 2003 ss.325, 327; MAPPA Guidance, categories.
    """
    return category(person, as_at, registration)
