"""
Every subject of the house, in the order in which a reader meets them.

Each room lists its own; the composition root puts them together (`cairn.project.subjects`) and installs them once
at start. Nothing else names the kinds of fact.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from cairn.errors import NotFound
from cairn.subjects.declaration import Subject

_installed: dict[str, Subject] = {}


def install(subjects: Sequence[Subject]) -> None:
    """
    Set which kinds of fact there are. Called once, by the composition root.

    Raises
        ValueError: two subjects of one key or one table.
    """
    keys, tables = [each.key for each in subjects], [each.table for each in subjects]
    for names in (keys, tables):
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"declared twice: {', '.join(sorted(twice))}")
    _installed.clear()
    _installed.update({each.key: each for each in subjects})


def subjects() -> tuple[Subject, ...]:
    """All of them, in the order of the pages."""
    return tuple(_installed.values())


def subject(key: str) -> Subject:
    """
    The one with this key.

    Raises
        NotFound: there is none.
    """
    if key not in _installed:
        raise NotFound(f"There is no kind of fact “{key[:40]}”. These are: {', '.join(_installed)}.")
    return _installed[key]


def subject_of(row: Model | type[Model]) -> Subject:
    """
    The subject that a row, or a model, is of.

    Raises
        LookupError: the model is no subject's.
    """
    table = row._meta.db_table  # noqa: SLF001  Django's own API
    for each in _installed.values():
        if each.table == table:
            return each
    raise LookupError(f"{table} is no subject's table; see cairn.project.subjects")


def by_table() -> dict[str, Subject]:
    """Every subject by its table, as restrictions and amendments name them."""
    return {each.table: each for each in _installed.values()}
