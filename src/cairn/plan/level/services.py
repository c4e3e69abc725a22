"""Deciding the level at which MAPPA manages a person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import PLAN_MAKERS, Role
from cairn.dates import in_words
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level.queries import current_level
from cairn.record.field_checks import check_in_turn
from cairn.record.writing import writing

# Level 2 and 3 are decided by a meeting, which its chair or coordinator records, or by the coordinator on a referral.
LEVEL_DECIDERS = frozenset({Role.COORDINATOR, Role.CHAIR})
# Who may lead (MAPPA Guidance, responsible authority and lead agency).
LEADING = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.YOUTH_JUSTICE, AgencyKind.HEALTH})
LEVEL_DECIDED = declare("MAPPA level", Act.COLLECTION, "Set the MAPPA level")


def set_level(
    actor: User,
    *,
    nominal_id: UUID,
    level: int,
    set_on: date,
    reason: str,
    lead_agency: Agency,
    today: date | None = None,
) -> ManagementLevel:
    """
    Record the level (1, 2 or 3), its reason and the agency that leads. Earlier levels stay.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no such level, level 2 or 3 by somebody who refers instead, an agency that may not lead, a day in
            the future or before the last decision, no reason.

    Source: MAPPA Guidance, levels of management: the lowest level at which the risk is well managed.
    """
    if not actor.has_role(*LEVEL_DECIDERS):
        if level in (2, 3):
            raise BadInput(
                f"Level {level} is decided by a meeting, or by the coordinator on a referral. Refer the person instead.",
                field="level",
            )
        standing = current_level(nominal_id, as_at=set_on)
        if standing is not None and standing.level != 1:
            raise BadInput(
                f"The person is managed at level {standing.level}. A meeting decides that level 1 is enough, and its "
                "chair or coordinator records it.",
                field="level",
            )
    return decide_level(
        actor,
        nominal_id=nominal_id,
        level=level,
        set_on=set_on,
        reason=reason,
        lead_agency=lead_agency,
        today=today,
    )


def decide_level(
    actor: User,
    *,
    nominal_id: UUID,
    level: int,
    set_on: date,
    reason: str,
    lead_agency: Agency,
    received_on: date | None = None,
    today: date | None = None,
) -> ManagementLevel:
    """
    The same by whoever may decide it.

    Parameters
        received_on: the day of the referral that it was decided on: a first meeting is still to come.
    """
    doing = "set the MAPPA level"
    with writing(actor, nominal_id, LEVEL_DECIDED, doing=doing, roles=PLAN_MAKERS, today=today) as act:
        decision = ManagementLevel(
            nominal=act.nominal,
            level=level,
            set_on=set_on,
            set_by=actor,
            lead_agency=lead_agency,
            reason=reason,
            received_on=received_on,
        )
        check_level(decision, act.today)
        act.save(decision, key="management_level")
    return decision


def check_level(decision: ManagementLevel, today: date) -> None:
    """
    What is asked of a decision on the level whenever it is written; its reason is tidied.

    Raises
        BadInput: no such level, a day in the future or before the last decision, no reason, or an agency that may
            not lead.
    """
    if decision.level not in (1, 2, 3):
        raise BadInput(f"There is no MAPPA level {decision.level}. Choose 1, 2 or 3.", field="level")
    if decision.set_on > today:
        raise BadInput(
            f"The level was set on {in_words(decision.set_on)}, which is in the future.", field="set_on"
        )
    decision.reason = decision.reason.strip()
    if not decision.reason:
        raise BadInput("Say why the person is managed at this level.", field="reason")
    if decision.lead_agency.kind not in LEADING:
        raise BadInput(
            f"{decision.lead_agency.name} may not lead. The police, probation, youth justice or health services do.",
            field="lead_agency",
        )
    others = ManagementLevel.objects.filter(nominal_id=decision.nominal_id)
    check_in_turn(decision, others, what="decision")
