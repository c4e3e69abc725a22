"""Worklists, and what stands for one person. Each answer takes the same number of queries at any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
)

from cairn.accounts.agencies.queries import names_beside
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.births import Birth
from cairn.clock.models import ClockDay, Duty, DutyState
from cairn.clock.running.of_day import OF_DAY
from cairn.dates import today as this_day
from cairn.errors import BadInput
from cairn.record.identity.queries import birth_beside, identity_beside

Scope: TypeAlias = Literal["mine", "team", "force"]
SCOPES: tuple[Scope, ...] = ("mine", "team", "force")
PAGE = 25
# Beside the states of a duty, a worklist can be asked for open ones due within a week, and for the others.
_WEEK = timedelta(days=7)
SOON, LATER = "soon", "later"
STATES: tuple[str, ...] = (*DutyState.values, SOON, LATER)


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """
    One line of a worklist: who, what, due, why.

    Parameters
        arguable: late on one reading of the words only.
        as_at: the earlier day that the line is of, where the person's duties could not be made anew.
    """

    nominal_id: UUID
    name: str
    date_of_birth: Birth | None
    what: str
    why: str
    state: str
    due: date | None
    due_at: datetime | None
    arguable: bool
    days_overdue: int
    basis: str
    kind: str
    of: str
    arose: date | None
    provision: str
    owed_by: str
    agency_id: UUID
    agency_name: str
    officer_name: str
    risk: str
    source_id: UUID | None
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class WorklistCounts:
    """Duties in the scope, at the risk chosen: in all, by state, and by kind; `soon`: open, due in a week."""

    total: int
    soon: int
    by_state: dict[str, int]
    by_kind: dict[str, int]


@dataclass(frozen=True, slots=True)
class Worklist:
    """
    A page of a worklist.

    Parameters
        matching: the rows of every page.
        as_at: the day to which the register's duties were brought; None before the first run.
    """

    scope: Scope
    rows: list[WorklistRow]
    counts: WorklistCounts
    matching: int
    page: int
    pages: int
    as_at: date | None = None


def default_scope(user: User) -> Scope:
    """The worklist a user starts with: their own people, their team's, or all."""
    if user.has_role(Role.OFFENDER_MANAGER):
        return "mine"
    return "team" if user.has_role(Role.SUPERVISOR) and user.team_id else "force"


def duties_in(user: User, scope: Scope) -> QuerySet[Duty]:
    """
    The duties a user is concerned with; row security bounds what they see in any case.

    For people of the owning agency: those of the nominals they, their team or their agency manage,
    whoever owes them; on a team's list also those of people whom nobody manages. For a partner's practitioner: what their agency owes, at every scope.
    """
    if user.has_role(Role.PARTNER):
        return Duty.objects.filter(agency_id=user.agency_id)
    if scope == "mine":
        return Duty.objects.filter(officer_id=user.pk)
    if scope == "team":
        # Those of people whom nobody manages are on every team's list, until somebody has them.
        nobodys = Q(team_id__isnull=True, owner_id=user.agency_id)
        return Duty.objects.filter(Q(team_id=user.team_id) | nobodys if user.team_id else nobodys)
    return Duty.objects.filter(owner_id=user.agency_id)


def worklist(
    user: User,
    *,
    scope: str,
    state: str = "",
    kind: str = "",
    risk: str = "",
    page: int = 1,
    today: date | None = None,
) -> Worklist:
    """
    One page of what is owed, overdue first, then by the day it is due; suspended duties come last.

    Two queries at any size: one counts, one reads the page with names, dates of birth and officers.

    Raises
        BadInput: no such scope or state.
    """
    if scope not in SCOPES:
        raise BadInput(f"There is no worklist '{scope}'; choose {', '.join(SCOPES)}.", field="scope")
    if state and state not in STATES:
        raise BadInput(f"'{state}' is not a state of a duty; choose {', '.join(STATES)}.", field="state")
    today = today or this_day()
    duties = duties_in(user, scope)
    if risk:
        duties = duties.filter(risk=risk)
    soon = Q(state=DutyState.OPEN, due__lte=today + _WEEK)
    near = ExpressionWrapper(soon, output_field=BooleanField())
    grouped = duties.order_by().values_list("state", "kind", near, OF_DAY["clock_day"])
    counted = list(grouped.annotate(many=Count("pk")))
    groups = [(state, kind, near, many) for state, kind, near, _, many in counted]
    matching = sum(many for *group, many in groups if _chosen(group, state, kind))
    pages = max(1, -(-matching // PAGE))
    page = min(max(1, page), pages)
    wanted = duties.filter(kind=kind) if kind else duties
    if state:
        apart = {SOON: soon, LATER: Q(state=DutyState.OPEN) & ~soon}
        wanted = wanted.filter(apart.get(state, Q(state=state)))
    rows = _rows(wanted, (page - 1) * PAGE, today)
    as_at = counted[0][3] if counted else clock_day()
    return Worklist(scope, rows, _counts(groups), matching, page, pages, as_at)


def _chosen(group: Sequence[str | bool], wanted_state: str, wanted_kind: str) -> bool:
    state, kind, near = group
    states = {state} | ({SOON if near else LATER} if state == DutyState.OPEN else set())
    return (not wanted_state or wanted_state in states) and (not wanted_kind or kind == wanted_kind)


def _counts(groups: list[tuple[str, str, bool, int]]) -> WorklistCounts:
    by_state: dict[str, int] = dict.fromkeys(DutyState.values, 0)
    by_kind: dict[str, int] = {}
    for state, kind, _, many in groups:
        by_state[state] += many
        by_kind[kind] = by_kind.get(kind, 0) + many
    soon = sum(many for _, _, near, many in groups if near)
    return WorklistCounts(sum(by_state.values()), soon, by_state, dict(sorted(by_kind.items())))


def in_order(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """
    Overdue first, then by day: the same as by day, since what is overdue was due before today.

    By the day alone, so that an index gives the first page of a whole force's list without a sort.
    """
    return duties.order_by(F("due").asc(nulls_last=True), "nominal_id", "id")


def _rows(duties: QuerySet[Duty], start: int, today: date) -> list[WorklistRow]:
    named = in_order(duties).annotate(
        **identity_beside("nominal_id"),
        **names_beside(agency="agency_id", officer="officer_id"),
        kept_as_at=OF_DAY["kept_as_at"],
    )
    return [_row(duty, today) for duty in named.values()[start : start + PAGE]]


def _row(duty: Mapping[str, object], today: date) -> WorklistRow:
    due, latest = duty["due"], duty["latest"]
    overdue = duty["state"] == DutyState.OVERDUE and isinstance(due, date)
    same = {name: duty[name] for name in _AS_STORED}
    return WorklistRow(
        **same,  # type: ignore[arg-type]  # columns of one row, named and typed as the model's fields
        name=f"{duty['forenames'] or ''} {duty['surname'] or ''}".strip(),
        date_of_birth=birth_beside(duty),
        agency_name=str(duty["agency_name"] or ""),
        officer_name=str(duty["officer_name"] or ""),
        arguable=bool(overdue and isinstance(latest, date) and today <= latest),
        days_overdue=(today - due).days if overdue and isinstance(due, date) else 0,
        as_at=duty["kept_as_at"],  # type: ignore[arg-type]
    )


_AS_STORED = (
    *("nominal_id", "what", "why", "state", "due", "due_at", "basis", "kind", "of"),
    *("arose", "agency_id", "provision", "owed_by", "risk", "source_id"),
)


def clock_day() -> date | None:
    """The day to which the register's duties were brought; None before the first run."""
    return ClockDay.objects.values_list("day", flat=True).first()
