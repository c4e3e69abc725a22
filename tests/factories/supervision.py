"""Risk levels and visits, made through services in the name of the acting user."""

from __future__ import annotations

from datetime import date

from cairn.accounts.models import User
from cairn.record.models import Nominal
from cairn.supervision.models import RiskAssessment, Visit
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.services import record_visit


def make_risk(
    user: User, nominal: Nominal, *, level: str = "medium", set_on: date = date(2026, 1, 5)
) -> RiskAssessment:
    return set_risk_level(
        user, nominal_id=nominal.pk, level=level, set_on=set_on, reason="Assessed with the matrix"
    )


def make_visit(
    user: User, nominal: Nominal, *, visited_on: date = date(2026, 1, 6), outcome: str = "seen"
) -> Visit:
    return record_visit(user, nominal_id=nominal.pk, visited_on=visited_on, outcome=outcome)
