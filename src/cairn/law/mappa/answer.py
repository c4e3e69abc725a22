"""What the law answers about MAPPA: a category, why, and what else the facts give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from cairn.law.needs import Need, in_order, in_words


class Category(msgspec.Struct, frozen=True, gc=False):
    """
    The answer.

    Parameters
        number: 1, 2 or 4; None where the facts give none. It may still be 3, or 4, by a decision.
        verified: False where it rests on a row that was not checked against the statute.
        also: other categories that the facts give; a person is recorded in one at a time.
        undecided: the facts give none for certain, and may give those of `may_be`: see `needs`.
        may_be: categories that turn on facts that are not known; beside `number`, others that may be too.
        needs: those facts.
    """

    number: Literal[1, 2, 4] | None
    reason: str
    citation: str
    verified: bool = True
    also: tuple[int, ...] = ()
    undecided: bool = False
    may_be: tuple[int, ...] = ()
    needs: tuple[Need, ...] = ()


NONE = Category(
    None,
    "Not registrable, and no violent, other sexual or terrorism offence with a qualifying sentence. "
    "Category 3, and category 4 for a person at risk of terrorism, need a decision, which facts alone "
    "do not give.",
    "CJA 2003 ss.325, 327",
)


def with_doubts(answer: Category, doubts: Mapping[int, tuple[Need, ...]]) -> Category:
    """
    The answer with what else may be so: undecided where the facts give no category for certain.

    Parameters
        doubts: category -> the facts on which it turns. One that is given already is in no doubt.
    """
    given = {answer.number, *answer.also}
    open_ones = {number: needs for number, needs in doubts.items() if needs and number not in given}
    if not open_ones:
        return answer
    needs = in_order(need for found in open_ones.values() for need in found)
    may_be = tuple(sorted(open_ones))
    named = " or ".join(str(number) for number in may_be)
    if answer.number is not None:
        reason = f"{answer.reason} It may be category {named} too, which turns on {in_words(needs)}."
        return msgspec.structs.replace(answer, reason=reason, may_be=may_be, needs=needs)
    return Category(
        None,
        f"Undecided. It may be category {named}, which turns on {in_words(needs)}.",
        answer.citation,
        verified="law" not in needs,
        undecided=True,
        may_be=may_be,
        needs=needs,
    )
