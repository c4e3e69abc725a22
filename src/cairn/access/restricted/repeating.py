"""Noting, when a row is written, which rows it says again: what is kept back there is then kept back here."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from cairn.access.restricted.models import Repetition


def note_repetitions(
    said: Model, *, nominal_id: UUID, repeats: Iterable[tuple[str, UUID]], shown: bool = True
) -> None:
    """
    Note what a new row repeats, in the caller's transaction. To be called once a row.

    Parameters
        said: the row that repeats.
        repeats: the table and the id of each row that it repeats; the same person's.
        shown: whether those from whom it is kept back are told of this row by itself.
    """
    note_repetitions_of_each([(said, repeats)], nominal_id=nominal_id, shown=shown)


def note_repetitions_of_each(
    rows: Iterable[tuple[Model, Iterable[tuple[str, UUID]]]], *, nominal_id: UUID, shown: bool = True
) -> None:
    """The same of many rows in one statement: pairs of the row that repeats and what it repeats."""
    Repetition.objects.bulk_create(
        Repetition(
            nominal_id=nominal_id,
            said_in=said._meta.db_table,  # noqa: SLF001  Django's own API
            said_row=said.pk,
            kept_in=table,
            row_id=row_id,
            shown=shown,
        )
        for said, repeats in rows
        for table, row_id in sorted(set(repeats))
    )
