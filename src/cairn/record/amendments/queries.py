"""Why rows of a person's record were changed or taken away, and which row is meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from cairn.access.owning import NO_SUCH_FACT, NO_SUCH_PERSON
from cairn.errors import NotFound
from cairn.record.amendments.models import Amendment
from cairn.subjects.declaration import Subject
from cairn.subjects.registry import subjects


def amendments_of(nominal_id: UUID) -> list[Amendment]:
    """Every one that this user reads, newest first, with who made it."""
    found = Amendment.objects.filter(nominal_id=nominal_id).select_related("by", "by__agency")
    return list(found.order_by("-at", "id"))


def by_row_and_moment(amendments: Iterable[Amendment]) -> dict[tuple[UUID, datetime], Amendment]:
    """By the row and the moment of the transaction, which the row's history bears too."""
    return {(each.row_id, each.at): each for each in amendments}


def get_fact(subject: Subject, row_id: UUID, *, nominal_id: UUID | None = None) -> Any:
    """
    One row of a subject, with what it links to; columns that no page reads with the rest are left out.

    Parameters
        nominal_id: whose it must be, where the page says so.

    Raises
        NotFound: no such fact, or none that this user may see; one message for both.
    """
    rows = subject.model._default_manager.defer(*subject.unread)  # noqa: SLF001  Django's own API
    row = rows.filter(pk=row_id).first()
    if row is None or (nominal_id is not None and subject.nominal_of(row) != nominal_id):
        raise NotFound(NO_SUCH_PERSON if subject.nominal == "id" else NO_SUCH_FACT)
    return row


def parts_of(subject: Subject, row: Model) -> list[Model]:
    """Rows that are parts of this one and are withdrawn with it, such as a conviction's sentences."""
    return [
        part
        for each in subjects()
        if each.part_of and _target(each) is subject.model
        for part in each.model._default_manager.filter(**{each.part_of: row.pk})  # noqa: SLF001  Django's own API
    ]


def _target(subject: Subject) -> Any:
    return subject.model._meta.get_field(subject.part_of).related_model  # noqa: SLF001  Django's own API
