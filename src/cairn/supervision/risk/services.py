"""Setting a person's level of risk. A named person does it, with reasons; it is never computed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.ledger.operations import Act, declare
from cairn.record.writing import writing
from cairn.supervision.risk.checks import check_assessment
from cairn.supervision.risk.models import RiskAssessment

LEVEL_SET = declare("risk level", Act.COLLECTION, "Set the risk level")


def set_risk_level(
    actor: User, *, nominal_id: UUID, level: str, set_on: date, reason: str, today: date | None = None
) -> RiskAssessment:
    """
    Record the level of risk of serious harm that the actor assessed, and why.

    The level brings a visit interval (supervision/policy.toml). Earlier levels stay on the record.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: unknown level, a day in the future or before the last assessment, no reason.

    Source: College of Policing APP, managing sexual offenders (identifying, assessing and managing risk).
    """
    doing = "set a risk level"
    with writing(actor, nominal_id, LEVEL_SET, doing=doing, roles=CASE_MANAGERS, today=today) as act:
        row = RiskAssessment(nominal=act.nominal, level=level, set_on=set_on, set_by=actor, reason=reason)
        check_assessment(row, act.today)
        act.save(row, key="risk_assessment")
    return row
