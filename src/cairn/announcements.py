"""The one seam by which a lower room tells higher rooms that something changed.

A service ends with `announce(FactsChanged(...))`. Who hears it, and in which order, is one table
in the composition root (`cairn.project.handlers`), installed once at start. Handlers run inside
the caller's transaction: a handler that fails undoes the act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """Something that duties are computed from has changed for this nominal."""

    nominal_id: UUID


Handler = Callable[[Any], None]
_handlers: dict[type, tuple[Handler, ...]] = {}


def install(table: Mapping[type, Sequence[Handler]]) -> None:
    """Set who hears what. Called once, by the composition root."""
    _handlers.clear()
    _handlers.update({kind: tuple(handlers) for kind, handlers in table.items()})


def announce(announcement: object) -> None:
    """Tell every handler of this announcement, in the table's order.

    Raises:
        LookupError: the composition root has no row for this kind of announcement.
    """
    if type(announcement) not in _handlers:
        raise LookupError(f"no row for {type(announcement).__name__} in cairn.project.handlers")
    for handler in _handlers[type(announcement)]:
        handler(announcement)
