"""Setting a person's level of risk. A named person does it, with reasons; it is never computed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.owning import must_own
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.supervision.risk.models import RiskAssessment, RiskLevel

LEVEL_SET = declare("risk level", Act.COLLECTION, "Set the risk level")


@transaction.atomic
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
    today = today or this_day()
    must_own(actor, nominal_id, roles=CASE_MANAGERS, act="set a risk level", as_at=today)
    if level not in RiskLevel.values:
        raise BadInput(
            f"'{level}' is not a level of risk; choose {', '.join(RiskLevel.values)}.", field="level"
        )
    if set_on > today:
        raise BadInput(f"The level was set on {in_words(set_on)}, which is in the future.", field="set_on")
    if not reason.strip():
        raise BadInput("Say why the person is at this level.", field="reason")
    last = RiskAssessment.objects.filter(nominal_id=nominal_id).order_by("-set_on").first()
    if last and set_on < last.set_on:
        raise BadInput(
            f"The last assessment was on {in_words(last.set_on)}; a new one cannot be earlier.",
            field="set_on",
        )
    assessment = RiskAssessment.objects.create(
        nominal_id=nominal_id, level=level, set_on=set_on, set_by=actor, reason=reason.strip()
    )
    enter(
        actor,
        LEVEL_SET,
        nominal_id=nominal_id,
        detail={"risk_assessment": str(assessment.pk)},
    )
    announce(FactsChanged(nominal_id))
    return assessment
