"""Who manages the person."""

from __future__ import annotations

from uuid import UUID

from cairn.record.allocation.models import Allocation


def current_allocation(nominal_id: UUID) -> Allocation | None:
    """The allocation that has not ended, with its officer and team at hand."""
    running = Allocation.objects.filter(nominal_id=nominal_id, ends__isnull=True)
    return running.select_related("officer", "team").first()


def allocations_of(nominal_id: UUID) -> list[Allocation]:
    """Everybody who has had the person, the latest first."""
    every = Allocation.objects.filter(nominal_id=nominal_id).select_related("officer", "team")
    return list(every.order_by("-starts", "ends"))
