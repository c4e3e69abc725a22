"""Worklists, and what stands for one person. Each answer takes the same number of queries at any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from cairn.access.access_basis import AccessDecision, Through
from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.agencies.queries import names_beside
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import ClockDay, Duty, DutyState, KeptDuties, Standing
from cairn.dates import today as this_day
from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.law import assess
from cairn.law.answers import Assessment, Registration
from cairn.law.answers import Duty as LawDuty
from cairn.law.facts import Person
from cairn.law.mappa import Category, category
from cairn.law.rulebook import Rulebook
from cairn.record.facts import person_facts
from cairn.record.identity.queries import identity_beside
from cairn.record.rulebook.queries import current_book

Scope: TypeAlias = Literal["mine", "team", "force"]
SCOPES: tuple[Scope, ...] = ("mine", "team", "force")
PAGE = 25
# Beside the states of a duty, a worklist can be asked for open ones due within a week, and for the others.
_WEEK = timedelta(days=7)
SOON, LATER = "soon", "later"
STATES: tuple[str, ...] = (*DutyState.values, SOON, LATER)


_KEPT = KeptDuties.objects.filter(pk=OuterRef("nominal_id"))
_OF_DAY: Mapping[str, Exists | Subquery] = {
    "clock_day": Subquery(ClockDay.objects.values("day")),
    "kept": Exists(_KEPT),
    "kept_as_at": Subquery(_KEPT.values("as_at")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """
    One line of a worklist: who, what, due, why.

    Parameters
        arguable: late on one reading of the words only.
        as_at: the earlier day that the line is of, where the person's duties could not be made anew.
    """

    nominal_id: UUID
    name: str
    date_of_birth: date | None
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
class Counts:
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
    rows: list[Row]
    counts: Counts
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
    whoever owes them. For a partner's practitioner: what their agency owes, at every scope.
    """
    if user.has_role(Role.PARTNER):
        return Duty.objects.filter(agency_id=user.agency_id)
    if scope == "mine":
        return Duty.objects.filter(officer_id=user.pk)
    if scope == "team":
        return Duty.objects.filter(team_id=user.team_id) if user.team_id else Duty.objects.none()
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
    grouped = duties.order_by().values_list("state", "kind", near, _OF_DAY["clock_day"])
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


def _counts(groups: list[tuple[str, str, bool, int]]) -> Counts:
    by_state: dict[str, int] = dict.fromkeys(DutyState.values, 0)
    by_kind: dict[str, int] = {}
    for state, kind, _, many in groups:
        by_state[state] += many
        by_kind[kind] = by_kind.get(kind, 0) + many
    soon = sum(many for _, _, near, many in groups if near)
    return Counts(sum(by_state.values()), soon, by_state, dict(sorted(by_kind.items())))


def in_order(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """
    Overdue first, then by day: the same as by day, since what is overdue was due before today.

    By the day alone, so that an index gives the first page of a whole force's list without a sort.
    """
    return duties.order_by(F("due").asc(nulls_last=True), "nominal_id", "id")


def _rows(duties: QuerySet[Duty], start: int, today: date) -> list[Row]:
    named = in_order(duties).annotate(
        **identity_beside("nominal_id"),
        **names_beside(agency="agency_id", officer="officer_id"),
        kept_as_at=_OF_DAY["kept_as_at"],
    )
    return [_row(duty, today) for duty in named.values()[start : start + PAGE]]


def _row(duty: Mapping[str, object], today: date) -> Row:
    due, latest = duty["due"], duty["latest"]
    overdue = duty["state"] == DutyState.OVERDUE and isinstance(due, date)
    same = {name: duty[name] for name in _AS_STORED}
    return Row(
        **same,  # type: ignore[arg-type]  # columns of one row, named and typed as the model's fields
        name=f"{duty['forenames'] or ''} {duty['surname'] or ''}".strip(),
        date_of_birth=duty["born"],  # type: ignore[arg-type]
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


def standing_of(nominal_id: UUID) -> Standing | None:
    """What the law says of the person today, and of which day that is; None if the user sees no such person."""
    return Standing.objects.filter(nominal_id=nominal_id).annotate(**_OF_DAY).first()


def duties_failed(nominal_id: UUID) -> bool:
    """Whether the last run could not make this person's duties."""
    return KeptDuties.objects.filter(pk=nominal_id).exists()


def clock_day() -> date | None:
    """The day to which the register's duties were brought; None before the first run."""
    return ClockDay.objects.values_list("day", flat=True).first()


def duties_of(nominal_id: UUID) -> list[Duty]:
    """What is owed for one person, in the worklist's order, as far as the user may see it."""
    return list(in_order(Duty.objects.filter(nominal_id=nominal_id)))


@dataclass(frozen=True, slots=True)
class Explained:
    """The law's answer for a person on a day, with its trail, by which book, and their MAPPA category."""

    answer: Assessment
    category: Category
    person: Person
    book: Rulebook

    @property
    def registration(self) -> Registration:
        """From when until when, and why."""
        return self.answer.registration

    @property
    def duties(self) -> tuple[LawDuty, ...]:
        """Every duty, those done too."""
        return self.answer.duties


class ReasonsWithheld(NotAllowed):
    """A fact is kept from this user, and an answer without it would be another answer."""


def explain(
    nominal_id: UUID,
    *,
    as_at: date | None = None,
    book: Rulebook | None = None,
    decision: AccessDecision | None = None,
) -> Explained:
    """
    The law's whole answer on a day, with the trail of reasons, from the facts as they now stand.

    Kept nowhere: the reasons name offences and sentences, and only the owner reads those.

    Parameters
        book: the law to apply; default: the register's own as it now is.
        decision: this user's access to this record in this transaction, if it was decided already.

    Raises
        NotFound: no such person, or none that this user may see.
        NotAllowed: the user's agency does not own the record; reasons rest on facts it does not read.
        ReasonsWithheld: a fact is restricted and kept from this user; no reason can be given in full.
    """
    if decision is None:
        sees, owns, withheld = _asked(nominal_id)
    else:
        sees, owns = decision.through is not Through.NOTHING, decision.through is Through.OWNER
        withheld = not decision.complete
    if not sees:
        raise NotFound(NO_SUCH_PERSON)
    if not owns:
        raise NotAllowed("The reasons rest on facts that only the agency that owns the record reads.")
    if withheld:
        raise ReasonsWithheld(
            "The reasons may rest on a fact that is restricted, so they are not shown in your role. "
            "Ask a supervisor of the agency that owns the record."
        )
    day, person, book = as_at or this_day(), person_facts(nominal_id), book or current_book()
    answer = assess(person, day, book)
    return Explained(answer, category(person, day, answer.registration), person, book)


def _asked(nominal_id: UUID) -> tuple[bool, bool, bool]:
    """Whether this user sees the record, acts for its owner, and has something kept from them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_sees(%s), cairn_owns(%s), cairn_withholds(%s)", [nominal_id] * 3)
        sees, owns, withheld = cursor.fetchone() or (False, False, True)
    return sees, owns, withheld
