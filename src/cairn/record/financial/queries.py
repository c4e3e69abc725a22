"""The accounts and cards of a person, for those who keep the record."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from cairn.record.financial.models import FinancialDetail


def financial_details_of(nominal_id: UUID) -> list[FinancialDetail]:
    """Those still held first, then the latest ended. Partners, and roles beside the record, see none."""
    every = FinancialDetail.objects.filter(nominal_id=nominal_id)
    return list(every.order_by(F("held_until").desc(nulls_first=True), "kind", "institution"))
