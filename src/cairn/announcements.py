"""
The one seam by which a lower room tells higher rooms that something changed.

A service ends with `announce(FactsChanged(...))`. Who hears it, and in which order, is one table
in the composition root (`cairn.project.handlers`), installed once at start. Handlers run inside
the caller's transaction: a handler that fails undoes the act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """Something that duties are computed from has changed for this nominal."""

    nominal_id: UUID


Handler = Callable[[Any], None]
_handlers: dict[type, tuple[Handler, ...]] = {}
_waiting: ContextVar[dict[object, None] | None] = ContextVar("waiting", default=None)


def install(table: Mapping[type, Sequence[Handler]]) -> None:
    """Set who hears what. Called once, by the composition root."""
    _handlers.clear()
    _handlers.update({kind: tuple(handlers) for kind, handlers in table.items()})


def announce(announcement: object) -> None:
    """
    Tell every handler of this announcement, in the table's order.

    Raises:
        LookupError: the composition root has no row for this kind of announcement.
    """
    if type(announcement) not in _handlers:
        raise LookupError(f"no row for {type(announcement).__name__} in cairn.project.handlers")
    waiting = _waiting.get()
    if waiting is not None:
        waiting[announcement] = None
        return
    for handler in _handlers[type(announcement)]:
        handler(announcement)


@contextmanager
def announcing_once() -> Iterator[None]:
    """
    For an act made of several: each announcement is heard once, at the end, when all of it is written.

    Inside another such act, at the end of the outer one. An act that fails announces nothing.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[object, None] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for announcement in waiting:
        announce(announcement)
