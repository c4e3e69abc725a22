"""What was typed on the pages of a wizard, kept word for word: by step, by field, as the browser sent it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from cairn.web.actions.typed import TypedWords

# One step's fields, and all the steps of a wizard.
Typed: TypeAlias = TypedWords
Journal: TypeAlias = Mapping[str, Typed]

MOST_BLOCKS = 12
_MOST_DIGITS = 6
# How many blocks a step that repeats shows.
_BLOCKS = "blocks"


def blocks(typed: Typed | None) -> int:
    """How many blocks of a repeating step are on the page."""
    said = (typed or {}).get(_BLOCKS, ["1"])[0]
    return min(max(_number(said) or 0, 1), MOST_BLOCKS)


def _number(text: str) -> int | None:
    """A count that a page may carry; None for anything else, thousands of digits among it."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def one_more(typed: Typed) -> Typed:
    """With an empty block at the end."""
    return typed | {_BLOCKS: [str(min(blocks(typed) + 1, MOST_BLOCKS))]}


def without(typed: Typed, block: int) -> Typed:
    """Without one block; those after it move up."""
    kept: Typed = {}
    for name, values in typed.items():
        head, dash, rest = name.partition("-")
        number = _number(head) if dash else None
        if number is None:
            kept[name] = values
        elif number != block:
            kept[f"{number - (number > block)}-{rest}"] = values
    return kept | {_BLOCKS: [str(max(blocks(typed) - 1, 1))]}
