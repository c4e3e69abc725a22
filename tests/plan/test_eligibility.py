"""The MAPPA category follows from the facts."""

from __future__ import annotations

from datetime import date

from cairn.law import assess
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.plan.eligibility import category_of

DAY = date(2026, 1, 5)


def convicted(offence: str, months: int) -> Person:
    disposal = Disposal(kind="imprisonment", term=Term(months=months))
    conviction = Conviction(date=date(2025, 6, 1), offence=offence, disposals=(disposal,))
    return Person(born=date(1980, 5, 1), convictions=(conviction,))


def test_a_registered_person_is_in_category_1_and_the_reason_cites_the_act() -> None:
    person = convicted("SOA 2003 s.1", 24)
    answer = category_of(person, DAY)
    assert (answer.number, answer.citation) == (1, "CJA 2003 s.327(2)")
    assert category_of(person, DAY, registration=assess(person, DAY).registration) == answer


def test_nobody_is_in_a_category_before_conviction() -> None:
    assert category_of(convicted("SOA 2003 s.1", 24), date(2025, 5, 31)).number is None
