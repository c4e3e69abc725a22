"""Which level stands, and which stood before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.plan.level.models import ManagementLevel


def levels_of(nominal_id: UUID) -> list[ManagementLevel]:
    """Every decision, newest first, with who made it and who leads."""
    levels = ManagementLevel.objects.filter(nominal_id=nominal_id).select_related("set_by", "lead_agency")
    return list(levels.order_by("-set_on", "-recorded_at"))


def current_level(nominal_id: UUID, *, as_at: date | None = None) -> ManagementLevel | None:
    """The decision that stands on that day (default: the latest of all), or None if there is none."""
    levels = ManagementLevel.objects.filter(nominal_id=nominal_id).select_related("set_by", "lead_agency")
    if as_at is not None:
        levels = levels.filter(set_on__lte=as_at)
    return levels.order_by("-set_on", "-recorded_at").first()
