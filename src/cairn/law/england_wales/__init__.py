"""England and Wales: Part 2 of the Sexual Offences Act 2003 with the regulations made for it."""

from __future__ import annotations

from pathlib import Path

from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.part2.compose import rule_set
from cairn.law.part2.review import review
from cairn.law.part2.review_duties import review_duties
from cairn.law.part2.scheme import Part2

PART_2 = Part2(
    rules=rule_set(ENGLAND_AND_WALES, Path(__file__).parent),
    review=review,
    more=(review_duties,),
)
