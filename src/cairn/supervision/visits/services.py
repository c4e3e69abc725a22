"""Recording visits to a person's home."""

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
from cairn.supervision.visits.models import Visit, VisitOutcome

VISIT_RECORDED = declare("visit", Act.COLLECTION, "Recorded a visit")


@transaction.atomic
def record_visit(
    actor: User,
    *,
    nominal_id: UUID,
    visited_on: date,
    outcome: str,
    announced: bool = False,
    observations: str = "",
    today: date | None = None,
) -> Visit:
    """
    Record a visit and how it went. Only one at which the person was seen meets the interval.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: unknown outcome, or a day in the future.

    Source: College of Policing APP, managing sexual offenders (home visits): the last successful visit counts.
    """
    today = today or this_day()
    must_own(actor, nominal_id, roles=CASE_MANAGERS, act="record a visit", as_at=today)
    if outcome not in VisitOutcome.values:
        raise BadInput(
            f"'{outcome}' is not an outcome of a visit; choose {', '.join(VisitOutcome.values)}.",
            field="outcome",
        )
    if visited_on > today:
        raise BadInput(
            f"The visit was on {in_words(visited_on)}, which is in the future.", field="visited_on"
        )
    visit = Visit.objects.create(
        nominal_id=nominal_id,
        visited_on=visited_on,
        visited_by=actor,
        outcome=outcome,
        announced=announced,
        observations=observations.strip(),
    )
    enter(actor, VISIT_RECORDED, nominal_id=nominal_id, detail={"visit": str(visit.pk)})
    announce(FactsChanged(nominal_id))
    return visit
