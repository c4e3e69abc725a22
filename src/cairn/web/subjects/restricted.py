"""
How a page marks a restricted fact for those who read it: it is not read back, and not revealed.

Whoever may not read the fact is not shown it at all (cairn.web.person.withheld says that something is).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from cairn.access.models import Repetition, RestrictedFact


def mark_of(restriction: RestrictedFact) -> str:
    """The words of the mark: "Restricted: do not reveal. It would show who told us"."""
    return f"Restricted: do not reveal. {restriction.get_category_display()}"


def marks(
    restrictions: Iterable[RestrictedFact], repetitions: Iterable[Repetition] = ()
) -> Mapping[UUID, str]:
    """
    The mark of each restricted row, by its id; and of each row that says again what a restricted one says.

    Parameters
        restrictions, repetitions: of one person, as far as the user reads them.
    """
    found = {each.row_id: mark_of(each) for each in restrictions if each.lifted_at is None}
    again = {each.said_row: found[each.row_id] for each in repetitions if each.row_id in found}
    told = {each.row_id: found[each.said_row] for each in repetitions if each.said_row in found}
    return {**again, **told, **found}


def marks_of(nominal_id: UUID) -> Mapping[UUID, str]:
    """The same of one person, asked of the database: for pages that do not read the whole record."""
    return marks(
        RestrictedFact.objects.filter(nominal_id=nominal_id, lifted_at__isnull=True),
        Repetition.objects.filter(nominal_id=nominal_id),
    )
