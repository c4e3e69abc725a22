"""Who works with a nominal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access.partnerships.models import Partnership


def partners_of(nominal_id: UUID, *, as_at: date) -> list[Partnership]:
    """Partnerships that run on that day: the owner first, then by the agency's name."""
    running = Partnership.objects.filter(Q(until__isnull=True) | Q(until__gte=as_at), starts__lte=as_at)
    return list(
        running.filter(nominal_id=nominal_id).select_related("agency").order_by("relation", "agency__name")
    )


def works_with(nominal_id: UUID) -> bool:
    """Whether the user of this transaction works with a nominal: through their agency, not by an opening."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_works_with(%s)", [nominal_id])
        row = cursor.fetchone()
    return bool(row and row[0])


def partnerships_of(nominal_id: UUID) -> list[Partnership]:
    """Every partnership that the user may see, ended ones too: the owner first, then in order of days."""
    every = Partnership.objects.filter(nominal_id=nominal_id).select_related("agency")
    return list(every.order_by("relation", "starts", "agency__name"))
