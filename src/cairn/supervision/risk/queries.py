"""What level of risk stands, and which stood before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.supervision.risk.models import RiskAssessment


def risk_assessments_of(nominal_id: UUID) -> list[RiskAssessment]:
    """Every assessment, newest first, with who set it."""
    assessments = RiskAssessment.objects.filter(nominal_id=nominal_id).select_related("set_by")
    return list(assessments.order_by("-set_on", "-recorded_at"))


def current_risk(nominal_id: UUID, *, as_at: date | None = None) -> RiskAssessment | None:
    """The assessment that stands on that day (default: the latest of all), or None if there is none."""
    assessments = RiskAssessment.objects.filter(nominal_id=nominal_id).select_related("set_by")
    if as_at is not None:
        assessments = assessments.filter(set_on__lte=as_at)
    return assessments.order_by("-set_on", "-recorded_at").first()
