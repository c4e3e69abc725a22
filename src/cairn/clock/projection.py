"""
One nominal's facts in, the rows of the projection out: pure, and the only place that makes them.

Each source (the law, supervision, the plan) gives its outstanding duties and the day on which its
answer next changes by itself. The rows depend on the day asked about through nothing but that, so a
row stays right until the standing's `changes_on`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from cairn.clock.facts import CaseFacts, Keeper
from cairn.clock.holding import holding
from cairn.clock.models import ACCESS_REVIEW, Basis, DutyState
from cairn.clock.rows import DutyRow, StandingRow
from cairn.clock.wording import duty_words, kind_words
from cairn.dates import in_words
from cairn.law import assess
from cairn.law.answers import CURRENT, Assessment
from cairn.law.facts import Person
from cairn.law.rulebook import STATUTE_BOOK, Rulebook
from cairn.plan.actions.models import Pillar
from cairn.plan.eligibility import category_of
from cairn.record.retention.schedule import Schedule
from cairn.record.retention.schedule import current as current_schedule
from cairn.supervision.intervals import Absence, owed
from cairn.supervision.policy import Policy

_LONDON = ZoneInfo("Europe/London")
_DAY = timedelta(days=1)
_OPEN, _OVERDUE, _SUSPENDED = DutyState.OPEN.value, DutyState.OVERDUE.value, DutyState.SUSPENDED.value
_STATUTE, _POLICY, _PLAN = Basis.STATUTE.value, Basis.POLICY.value, Basis.PLAN.value
_PILLARS = dict(Pillar.choices)


class Projection(NamedTuple):
    """What the clock keeps of one nominal."""

    standing: StandingRow
    duties: list[DutyRow]


@dataclass(frozen=True, slots=True)
class _Case:
    """What every duty's row repeats, so that a worklist needs no look-up."""

    facts: CaseFacts
    as_at: date
    owner: UUID
    officer: UUID | None
    team: UUID | None
    risk: str

    def row(
        self,
        *,
        basis: str,
        kind: str,
        state: str,
        due: date | None,
        arose: date,
        what: str,
        why: str,
        provision: str,
        of: str = "",
        owed_by: str = "police",
        agency: UUID | None = None,
        source: UUID | None = None,
        latest: date | None = None,
    ) -> DutyRow:
        return DutyRow(
            nominal_id=self.facts.nominal_id,
            basis=basis,
            kind=kind,
            of=of,
            state=state,
            due=due,
            due_at=None,
            latest=latest,
            arose=arose,
            what=what[:300],
            why=why[:400],
            provision=provision[:80],
            owed_by=owed_by,
            agency_id=agency or self.owner,
            owner_id=self.owner,
            team_id=self.team,
            officer_id=self.officer,
            risk=self.risk,
            source_id=source,
        )


def project(
    facts: CaseFacts,
    *,
    as_at: date,
    policy: Policy,
    book: Rulebook = STATUTE_BOOK,
    schedule: Schedule | None = None,
) -> Projection:
    """
    The standing and the outstanding duties of one nominal on a day.

    Parameters
        book: the law to apply; the register's own is cairn.record.rulebook.queries.current_book.
        schedule: of retention; default: the one this installation runs.

    Raises
        LookupError: no agency has ever owned the record, so nobody could see its duties.
    """
    if not facts.owners:
        raise LookupError(f"nominal {facts.nominal_id} has no owner")
    assessment = assess(facts.person, as_at, book)
    owner = _current(facts.owners, as_at) or _last_before(facts.owners, as_at)
    keeper = _current(facts.officers, as_at)
    risks = [risk for risk in facts.assessed if risk.set_on <= as_at]
    case = _Case(
        facts=facts,
        as_at=as_at,
        owner=owner.agency_or_officer,
        officer=keeper.agency_or_officer if keeper else None,
        team=keeper.team_id if keeper else None,
        risk=risks[-1].level if risks else "",
    )
    duties = list(_statutory(case, assessment))
    lawful = len(duties)
    duties += _supervisory(case, assessment, policy)
    duties += _planned(case)
    duties += _to_review(case)
    held, arising = holding(facts, assessment, schedule=schedule or current_schedule(), book=book)
    duties += [case.row(state=_held_state(one.due, as_at), **one._asdict()) for one in held]
    changes = [assessment.changes_on, *_changes(facts), *(switch.since for switch in book.switches), *arising]
    # An open duty becomes overdue on the day after it is due; of the law's own duties the law says so.
    changes += [duty.due + _DAY for duty in duties[lawful:] if duty.state == _OPEN and duty.due]
    return Projection(_standing(case, assessment, changes), duties)


def _standing(case: _Case, assessment: Assessment, changes: Iterable[date | None]) -> StandingRow:
    registration = assessment.registration
    category = category_of(case.facts.person, case.as_at, registration=registration).number
    levels = [level for set_on, level in case.facts.levels if set_on <= case.as_at]
    return StandingRow(
        nominal_id=case.facts.nominal_id,
        registrable=registration.registrable,
        since=registration.since,
        until=registration.until,
        indefinite=registration.indefinite,
        category=category,
        level=levels[-1] if levels else None,
        risk=case.risk,
        agency_id=case.owner,
        team_id=case.team,
        officer_id=case.officer,
        changes_on=min((day for day in changes if day and day > case.as_at), default=None),
    )


def _statutory(case: _Case, assessment: Assessment) -> Iterable[DutyRow]:
    """What the law says is owed: see cairn.law."""
    for duty in assessment.duties:
        if duty.state in CURRENT:
            row = case.row(
                basis=_STATUTE,
                kind=duty.kind,
                of=duty.of or "",
                state=duty.state,
                due=duty.due,
                arose=duty.arose,
                what=duty_words(duty, case.facts.person),
                why=duty.why,
                provision=duty.basis,
                owed_by=duty.owed_by,
            )
            hour = duty.due_at.replace(tzinfo=_LONDON) if duty.due_at else None
            yield row._replace(due_at=hour, latest=duty.latest) if hour or duty.latest else row


def _supervisory(case: _Case, assessment: Assessment, policy: Policy) -> Iterable[DutyRow]:
    """A visit or a first assessment, while the person is registrable or under an open plan."""
    person, as_at = case.facts.person, case.as_at
    planned = case.facts.plan_open_since
    since = assessment.registration.since if assessment.registration.registrable else planned
    if since is None or since > as_at or (person.died and person.died <= as_at):
        return
    absences = sorted(
        (Absence(away.start, away.end, away.kind != "abroad") for away in person.away), key=lambda a: a.began
    )
    next_owed = owed(
        since=since,
        assessed=[risk for risk in case.facts.assessed if risk.set_on <= as_at],
        seen_on=case.facts.seen_on,
        absences=absences,
        as_at=as_at,
        policy=policy,
    )
    yield case.row(
        basis=_POLICY,
        kind=next_owed.kind,
        state=_SUSPENDED if next_owed.due is None else _state(next_owed.due, as_at),
        due=next_owed.due,
        arose=next_owed.arose,
        what=next_owed.what,
        why=next_owed.why,
        provision="Local policy on supervision",
    )


def _planned(case: _Case) -> Iterable[DutyRow]:
    """The open actions of the risk management plan, each owed by one agency."""
    for action in case.facts.actions:
        if action.agreed_on <= case.as_at:
            waiting = "accepted" if action.accepted else "waiting to be accepted"
            yield case.row(
                basis=_PLAN,
                kind="action",
                of=action.pillar,
                state=_state(action.due_on, case.as_at),
                due=action.due_on,
                arose=action.agreed_on,
                what=action.what,
                why=f"Agreed {in_words(action.agreed_on)}, owed by {action.agency_name}; {waiting}",
                provision=f"Risk management plan: {_PILLARS[action.pillar].lower()}",
                owed_by=action.agency_kind,
                agency=action.agency_id,
                source=action.id,
            )


def _to_review(case: _Case) -> Iterable[DutyRow]:
    """Emergency openings of the record, for the owner's supervisors to review."""
    for opening in case.facts.openings:
        if opening.opened_on <= case.as_at:
            yield case.row(
                basis=_POLICY,
                kind=ACCESS_REVIEW,
                state=_state(opening.review_by, case.as_at),
                due=opening.review_by,
                arose=opening.opened_on,
                what=kind_words(ACCESS_REVIEW),
                why=f"Opened {in_words(opening.opened_on)} from outside the agencies that work with the person",
                provision="Local policy on emergency access",
                source=opening.id,
            )


def _state(due: date, as_at: date) -> str:
    return _OPEN if as_at <= due else _OVERDUE


def _held_state(due: date | None, as_at: date) -> str:
    return _SUSPENDED if due is None else _state(due, as_at)


def _current(keepers: Iterable[Keeper], as_at: date) -> Keeper | None:
    found = None
    for keeper in keepers:
        if keeper.starts <= as_at and (keeper.last is None or as_at <= keeper.last):
            found = keeper
    return found


def _last_before(owners: tuple[Keeper, ...], as_at: date) -> Keeper:
    """Between two owners the last one answers; before the first, the first."""
    begun = [owner for owner in owners if owner.starts <= as_at]
    return begun[-1] if begun else owners[0]


def _changes(facts: CaseFacts) -> Iterable[date | None]:
    """Every day that is written in the facts on which something other than the law's answer may change."""
    yield from _changes_of(facts.person)
    yield facts.seen_next
    for keeper in (*facts.owners, *facts.officers):
        yield keeper.starts
        yield keeper.last + _DAY if keeper.last else None
    for risk in facts.assessed:
        yield risk.set_on
    for set_on, _ in facts.levels:
        yield set_on
    for action in facts.actions:
        yield action.agreed_on
        yield action.completed_on
    for opening in facts.openings:
        yield opening.opened_on
    yield facts.plan_open_since
    yield facts.plan_closes


def _changes_of(person: Person) -> Iterable[date | None]:
    """The same of what the law knows of the person."""
    yield person.died
    for away in person.away:
        yield away.start
        yield away.end
    for conviction in person.convictions:  # the category looks at them when registration has ended
        yield conviction.date
        yield conviction.quashed_on
        for disposal in conviction.disposals:
            yield disposal.date
    for order in person.orders:
        for end in (order.date, order.until, order.ended_on):
            yield end + _DAY if end else None
