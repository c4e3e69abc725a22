"""What the law answers about MAPPA: a category, why, and what else the facts give."""

from __future__ import annotations

from typing import Literal

import msgspec


class Category(msgspec.Struct, frozen=True, gc=False):
    """
    The answer.

    Parameters
        number: 1, 2 or 4; None where the facts give none. It may still be 3, or 4, by a decision.
        verified: False where it rests on a row that was not checked against the statute.
        also: other categories that the facts give; a person is recorded in one at a time.
    """

    number: Literal[1, 2, 4] | None
    reason: str
    citation: str
    verified: bool = True
    also: tuple[int, ...] = ()


NONE = Category(
    None,
    "Not registrable, and no violent, other sexual or terrorism offence with a qualifying sentence. "
    "Category 3, and category 4 for a person at risk of terrorism, need a decision, which facts alone "
    "do not give.",
    "CJA 2003 ss.325, 327",
)
