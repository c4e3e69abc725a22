"""Which visits were made, and when the person was last seen at home."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.supervision.visits.models import Visit, VisitOutcome


def visits_of(nominal_id: UUID) -> list[Visit]:
    """Every visit, newest first, with who made it."""
    visits = Visit.objects.filter(nominal_id=nominal_id).select_related("visited_by")
    return list(visits.order_by("-visited_on", "-recorded_at"))


def last_seen_at_home(nominal_id: UUID, *, as_at: date) -> date | None:
    """The day of the last successful visit up to that day."""
    seen = Visit.objects.filter(nominal_id=nominal_id, outcome=VisitOutcome.SEEN, visited_on__lte=as_at)
    return seen.order_by("-visited_on").values_list("visited_on", flat=True).first()
