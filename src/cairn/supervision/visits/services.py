"""Recording visits to a person's home."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.dates import in_words
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.record.writing import writing
from cairn.supervision.visits.models import Visit, VisitOutcome

VISIT_RECORDED = declare("visit", Act.COLLECTION, "Recorded a visit")


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
    doing = "record a visit"
    with writing(actor, nominal_id, VISIT_RECORDED, doing=doing, roles=CASE_MANAGERS, today=today) as act:
        visit = Visit(
            nominal=act.nominal,
            visited_on=visited_on,
            visited_by=actor,
            outcome=outcome,
            announced=announced,
            observations=observations,
        )
        check_visit(visit, act.today)
        act.save(visit)
    return visit


def check_visit(visit: Visit, today: date) -> None:
    """
    What is asked of a visit whenever it is written; what was observed is tidied.

    Raises
        BadInput: unknown outcome, or a day in the future.
    """
    if visit.outcome not in VisitOutcome.values:
        raise BadInput(
            f"'{visit.outcome}' is not an outcome of a visit. Choose {', '.join(VisitOutcome.values)}.",
            field="outcome",
        )
    if visit.visited_on > today:
        raise BadInput(
            f"The visit was on {in_words(visit.visited_on)}, which is in the future.", field="visited_on"
        )
    visit.observations = visit.observations.strip()
