"""What was typed on the pages of a journey, kept word for word: by step, by field, as the browser sent it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from django.http import QueryDict

# One step's fields, and all the steps of a journey.
Typed: TypeAlias = dict[str, list[str]]
Journal: TypeAlias = Mapping[str, Typed]

MOST_BLOCKS = 12
_MOST_FIELDS, _LONGEST, _MOST_DIGITS = 400, 5_000, 6
# How many blocks a step that repeats shows, and whether the step was sent and found right.
_BLOCKS, _DONE = "blocks", "done"
# Fields of the page's machinery, not words of anybody's.
_MACHINERY = frozenset({"csrfmiddlewaretoken", "claim", "then", _DONE})


def typed_in(post: QueryDict) -> Typed:
    """What was typed on the page that was sent: words only, in bounds that no honest page reaches."""
    names = [name for name in post if name not in _MACHINERY][:_MOST_FIELDS]
    return {name: [value[:_LONGEST] for value in post.getlist(name)] for name in names}


def as_data(typed: Typed) -> QueryDict:
    """The same, in the form in which a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


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


def done(typed: Typed) -> Typed:
    """Marked as sent and found right."""
    return typed | {_DONE: ["yes"]}


def is_done(typed: Typed | None) -> bool:
    """Whether the step was sent and found right."""
    return bool(typed and typed.get(_DONE))
