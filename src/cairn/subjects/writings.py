"""
What was written since somebody looked: asked of the rows' past.

Acts on one person take their turns, so that the past of one person's rows grows in the order of its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Watched:
    """Rows of one kind that are remembered: which, by their columns."""

    model: type[Model]
    where: Mapping[str, Any]


def past_model(model: type[Model]) -> Any:
    """The model of the rows' past."""
    return model._meta.get_field("past").related_model  # noqa: SLF001  Django documents it


def newest_writings(watched: Iterable[Watched]) -> tuple[int, ...]:
    """The number of the newest writing of each kind, 0 where there is none. One statement, as the user sees them."""
    parts, values = [], []
    for each in watched:
        table = past_model(each.model)._meta.db_table  # noqa: SLF001  Django's own API
        columns = " AND ".join(f'"{column}" = %s' for column in each.where)
        parts.append(f'coalesce((SELECT max(pgh_id) FROM "{table}" WHERE {columns}), 0)')
        values += list(each.where.values())
    if not parts:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return tuple(cursor.fetchone() or ())


def writings_since(watched: Iterable[Watched], seen: Iterable[int]) -> list[tuple[type[Model], Any]]:
    """
    What was written after those numbers, in order: the model, and the row of the past with `pgh_label`, `pgh_by`
    and `pgh_created_at`.
    """
    kinds, numbers = tuple(watched), tuple(seen)
    now = newest_writings(kinds)
    return [
        (each.model, row)
        for each, before, after in zip(kinds, numbers, now, strict=True)
        if after > before
        for row in past_model(each.model).objects.filter(pgh_id__gt=before, **each.where).order_by("pgh_id")
    ]
