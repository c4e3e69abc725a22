"""Why rows of a person's record were changed or taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cairn.record.amendments.models import Amendment


def amendments_of(nominal_id: UUID) -> list[Amendment]:
    """Every one that this user reads, newest first, with who made it."""
    found = Amendment.objects.filter(nominal_id=nominal_id).select_related("by", "by__agency")
    return list(found.order_by("-at", "id"))


def by_row_and_moment(amendments: Iterable[Amendment]) -> dict[tuple[UUID, datetime], Amendment]:
    """By the row and the moment of the transaction, which the row's history bears too."""
    return {(each.row_id, each.at): each for each in amendments}
