"""Scotland: Part 2 of the Sexual Offences Act 2003 with the Scottish Acts and regulations."""

from __future__ import annotations

from pathlib import Path

from cairn.law.facts import SCOTLAND
from cairn.law.part2.compose import rule_set
from cairn.law.part2.scheme import Part2
from cairn.law.scotland.review import review, review_duties

PART_2 = Part2(
    rules=rule_set(SCOTLAND, Path(__file__).parent, cautions=False),
    review=review,
    more=(review_duties,),
)
