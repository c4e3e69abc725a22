"""Recording visits to a person's home."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.record.field_checks import check_day, choice_of
from cairn.record.writing import writing
from cairn.supervision.visits.entry_warrant import UNABLE
from cairn.supervision.visits.models import EntrySought, Visit, VisitOutcome

VISIT_RECORDED = declare("visit", Act.COLLECTION, "Recorded a visit")


def record_visit(
    actor: User,
    *,
    nominal_id: UUID,
    visited_on: date,
    outcome: str,
    announced: bool = False,
    entry_sought: str = "",
    observations: str = "",
    today: date | None = None,
) -> Visit:
    """
    Record a visit and how it went. Only one at which the person was seen meets the interval.

    Parameters
        entry_sought: of `EntrySought`; asked where they were not let in.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `check_visit`.

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
            entry_sought=entry_sought,
            observations=observations,
        )
        check_visit(visit, act.today)
        act.save(visit)
    return visit


def check_visit(visit: Visit, today: date) -> None:
    """
    What is asked of a visit whenever it is written; what was observed is tidied.

    Raises
        BadInput: unknown outcome, a day in the future or before the person was born, or of a refusal not said whether
            entry was sought in order to search.
    """
    if visit.outcome not in VisitOutcome.values:
        raise BadInput(
            f"'{visit.outcome}' is not an outcome of a visit. Choose {', '.join(VisitOutcome.values)}.",
            field="outcome",
        )
    check_day(visit.visited_on, nominal=visit.nominal, today=today, field="visited_on", what="The visit")
    if visit.outcome not in UNABLE:
        visit.entry_sought = ""
    elif visit.outcome == VisitOutcome.REFUSED and not visit.entry_sought:
        raise BadInput(
            "Say whether entry was sought in order to search the home and assess the risk. An entry warrant rests on it.",
            field="entry_sought",
        )
    if visit.entry_sought:
        choice_of(visit.entry_sought, list(EntrySought.values), field="entry_sought")
    visit.observations = visit.observations.strip()
