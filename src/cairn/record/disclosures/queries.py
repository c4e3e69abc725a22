"""Who was told what about a person."""

from __future__ import annotations

from uuid import UUID

from cairn.record.disclosures.models import Disclosure


def disclosures_of(nominal_id: UUID) -> list[Disclosure]:
    """Every disclosure that the user may read, newest first, with who told it and who authorised it."""
    rows = Disclosure.objects.filter(nominal_id=nominal_id).select_related("told_by", "authorised_by")
    return list(rows.order_by("-told_at", "-recorded_at", "id"))
