"""Every subject's tables, gathered where Django looks for them."""

from __future__ import annotations

from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.visits.models import Visit

__all__ = ["RiskAssessment", "Visit"]
