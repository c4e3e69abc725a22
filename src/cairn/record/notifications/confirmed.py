"""What somebody confirms who says that nothing is different: what the police hold then, and may tell them."""

from __future__ import annotations

from uuid import UUID

from cairn.access.models import Repetition, RestrictedFact
from cairn.subjects.registry import subjects


def held_openly(nominal_id: UUID) -> list[UUID]:
    """
    The names, addresses and stays on record, in the order of their ids.

    What is restricted is no part of it: they were not asked about it, so that they confirmed nothing of it.
    """
    first, *others = (
        each.model._default_manager.filter(**{each.nominal: nominal_id}).values_list("pk")  # noqa: SLF001  Django's own API
        for each in subjects()
        if each.read_back
    )
    of = {"nominal_id": nominal_id}
    restricted = RestrictedFact.objects.filter(**of, lifted_at__isnull=True)
    repeated = Repetition.objects.filter(**of)
    secret = restricted.values_list("row_id").union(
        repeated.filter(row_id__in=restricted.values("row_id")).values_list("said_row"),
        repeated.filter(said_row__in=restricted.values("row_id")).values_list("row_id"),
    )
    return sorted(key for (key,) in first.union(*others).difference(secret))
