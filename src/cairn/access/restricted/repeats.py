"""Noting, when a row is written, which rows it repeats: where one of those is restricted, this row is redacted."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from cairn.access.restricted.models import Repetition


def note_repeats(
    row: Model, *, nominal_id: UUID, repeats: Iterable[tuple[str, UUID]], shown: bool = True
) -> None:
    """
    Note what a new row repeats, in the caller's transaction. To be called once a row.

    Parameters
        row: the one that repeats.
        repeats: the table and the id of each row that it repeats; the same person's.
        shown: whether those for whom it is redacted are told of this row by itself.
    """
    note_repeats_of_each([(row, repeats)], nominal_id=nominal_id, shown=shown)


def note_repeats_of_each(
    rows: Iterable[tuple[Model, Iterable[tuple[str, UUID]]]], *, nominal_id: UUID, shown: bool = True
) -> None:
    """The same of many rows in one statement: pairs of the row that repeats and what it repeats."""
    Repetition.objects.bulk_create(
        Repetition(
            nominal_id=nominal_id,
            said_in=row._meta.db_table,  # noqa: SLF001  Django's own API
            said_row=row.pk,
            kept_in=table,
            row_id=row_id,
            shown=shown,
        )
        for row, repeats in rows
        for table, row_id in sorted(set(repeats))
    )
