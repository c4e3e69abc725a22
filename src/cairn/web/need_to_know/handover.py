"""The hand-over pack: what the agency that takes a record over must know, to decide and to lose nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.access.models import Partnership
from cairn.access.partnerships.queries import partners_of
from cairn.access.restricted.queries import Marker, markers_of, restriction_of
from cairn.accounts.agencies.queries import agencies_by_id
from cairn.accounts.models import Agency
from cairn.clock.explaining.queries import case_summary_of, duties_of
from cairn.clock.models import CaseSummary, Duty
from cairn.plan.actions.models import Action, ActionState, Plan
from cairn.plan.actions.queries import actions_of, open_plan
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level.queries import current_level
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.queries import current_allocation
from cairn.record.custody.models import TimeAway
from cairn.record.custody.queries import away_on
from cairn.record.drafts.queries import drafts_in_progress
from cairn.record.notifications.models import Notification
from cairn.record.notifications.queries import notifications_of
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.queries import orders_of
from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.risk.queries import current_risk
from cairn.web.person.registration import Verdict, verdict_of

_OWED = (ActionState.PROPOSED, ActionState.ACCEPTED)
_VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Pack:
    """
    One record as it would be handed over today, as far as this user reads it.

    Parameters
        agencies: those that owe duties, by their ids.
        orders: that have neither ended nor run out.
        withheld: restricted facts, of which the reader is told only that there are some.
        drafts: how many people are in the middle of recording something, which they would lose.
    """

    standing: CaseSummary | None
    duties: tuple[Duty, ...]
    agencies: Mapping[UUID, Agency]
    allocation: Allocation | None
    risk: RiskAssessment | None
    level: ManagementLevel | None
    plan: Plan | None
    actions: tuple[Action, ...]
    orders: tuple[CourtOrder, ...]
    away: tuple[TimeAway, ...]
    partnerships: tuple[Partnership, ...]
    withheld: tuple[Marker, ...]
    restricted: bool
    last_notification: Notification | None
    drafts: int

    @property
    def registration(self) -> Verdict:
        """Whether and until when the person is registrable, as at every door."""
        return verdict_of(self.standing, None, told=True)

    @property
    def next_visit(self) -> Duty | None:
        """The visit that is owed."""
        return next((duty for duty in self.duties if duty.kind == _VISIT), None)


def pack_of(nominal_id: UUID, *, as_at: date) -> Pack:
    """What is handed over, read as any page reads it: row security decides what this user is shown."""
    duties, plan = tuple(duties_of(nominal_id)), open_plan(nominal_id)
    return Pack(
        standing=case_summary_of(nominal_id),
        duties=duties,
        agencies=agencies_by_id({duty.agency_id for duty in duties}),
        allocation=current_allocation(nominal_id),
        risk=current_risk(nominal_id, as_at=as_at),
        level=current_level(nominal_id, as_at=as_at),
        plan=plan,
        actions=_owed(actions_of(nominal_id), plan),
        orders=tuple(row for row in orders_of(nominal_id) if row.may_end(as_at)),
        away=tuple(away_on(nominal_id, as_at=as_at)),
        partnerships=tuple(partners_of(nominal_id, as_at=as_at)),
        withheld=tuple(markers_of(nominal_id)),
        restricted=restriction_of(nominal_id) is not None,
        last_notification=next(iter(notifications_of(nominal_id)), None),
        drafts=drafts_in_progress(nominal_id),
    )


def _owed(actions: Iterable[Action], plan: Plan | None) -> tuple[Action, ...]:
    return tuple(row for row in actions if plan and row.plan_id == plan.pk and row.state in _OWED)
