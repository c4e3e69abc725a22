"""Deciding the level at which MAPPA manages a person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.owning import must_own
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.plan.level.models import ManagementLevel

LEVEL_DECIDED = declare("MAPPA level", Act.COLLECTION, "Set the MAPPA level")


@transaction.atomic
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
        BadInput: no such level, a day in the future or before the last decision, no reason.

    Source: MAPPA Guidance, levels of management: the lowest level at which the risk is well managed.
    """
    today = today or this_day()
    must_own(actor, nominal_id, roles=PLAN_MAKERS, act="set the MAPPA level", as_at=today)
    if level not in (1, 2, 3):
        raise BadInput(f"There is no MAPPA level {level}; choose 1, 2 or 3.", field="level")
    if set_on > today:
        raise BadInput(f"The level was set on {in_words(set_on)}, which is in the future.", field="set_on")
    if not reason.strip():
        raise BadInput("Say why the person is managed at this level.", field="reason")
    last = ManagementLevel.objects.filter(nominal_id=nominal_id).order_by("-set_on").first()
    if last and set_on < last.set_on:
        raise BadInput(
            f"The last decision was on {in_words(last.set_on)}; a new one cannot be earlier.", field="set_on"
        )
    decision = ManagementLevel.objects.create(
        nominal_id=nominal_id,
        level=level,
        set_on=set_on,
        set_by=actor,
        lead_agency=lead_agency,
        reason=reason.strip(),
    )
    enter(
        actor,
        LEVEL_DECIDED,
        nominal_id=nominal_id,
        detail={"management_level": str(decision.pk)},
    )
    announce(FactsChanged(nominal_id))
    return decision
