"""Journeys told to the police."""

from __future__ import annotations

from uuid import UUID

from cairn.record.travel.models import Trip


def trips_of(nominal_id: UUID) -> list[Trip]:
    """Every journey, the latest departure first."""
    return list(Trip.objects.filter(nominal_id=nominal_id).order_by("-departs_on", "-recorded_at"))
