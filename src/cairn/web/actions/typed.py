"""What was typed on a page, kept word for word: by field, as the browser sent it."""

from __future__ import annotations

from typing import TypeAlias

from django.http import QueryDict

from cairn.web.actions.note import FIELD

TypedWords: TypeAlias = dict[str, list[str]]

_MOST_FIELDS, _LONGEST = 400, 5_000
# Marks a step that was sent and found right.
DONE = "done"
# Fields of the page's machinery, not words of anybody's.
_MACHINERY = frozenset({"csrfmiddlewaretoken", FIELD, "then", DONE})


def typed_in(post: QueryDict) -> TypedWords:
    """What was typed on the page that was sent: words only, in bounds that no honest page reaches."""
    names = [name for name in post if name not in _MACHINERY][:_MOST_FIELDS]
    return {name: [value[:_LONGEST] for value in post.getlist(name)] for name in names}


def as_data(typed: TypedWords) -> QueryDict:
    """The same, in the form in which a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def done(typed: TypedWords) -> TypedWords:
    """Marked as sent and found right."""
    return typed | {DONE: ["yes"]}


def is_done(typed: TypedWords | None) -> bool:
    """Whether the step was sent and found right."""
    return bool(typed and typed.get(DONE))
