"""One of a person's names is shown; a name that takes its place gives it back when it is withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from cairn.errors import BadInput, Conflict
from cairn.record.identity.models import Name
from cairn.record.neighbours import changed_with
from cairn.subjects.declaration import Moved


def settle(name: Name, save: Callable[[], None]) -> list[Moved]:
    """Write a name; if it is the one to show, the one shown until now no longer is."""
    before = _others(name).filter(shown=True).first() if name.shown else None
    if before is None:
        save()
        return []
    before.shown = False
    before.save(update_fields=["shown"])
    save()
    return [(before, ("shown",))]


def follow(was: Name, name: Name, save: Callable[[], None]) -> list[Moved]:
    """
    Write a corrected name (see `settle`).

    Raises
        BadInput: it is the name shown, and would not be.
    """
    if was.shown and not name.shown:
        raise BadInput(
            "This is the name shown. To show another, correct that one and show it.", field="shown"
        )
    return settle(name, save)


def restores(name: Name) -> Iterator[Moved]:
    """
    The name whose place this one took, to be shown again.

    Raises
        Conflict: it is the name shown, and took no other's place.
    """
    if not name.shown:
        return
    before = next((other for other in _others(name) if _gave_way(other, to=name)), None)
    if before is None:
        raise Conflict("This is the name shown. Show another name first, or correct this one.")
    before.shown = True
    yield before, ("shown",)


def _gave_way(other: Name, *, to: Name) -> bool:
    past: Any = other.past  # type: ignore[attr-defined]  # track_history adds it
    return changed_with(to, other) and bool(past.filter(shown=True).exists())


def _others(name: Name) -> QuerySet[Name]:
    return Name.objects.filter(nominal_id=name.nominal_id).exclude(pk=name.pk)
