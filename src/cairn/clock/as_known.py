"""
What was owed on a past day, by what was known at a moment: nothing kept, all computed anew.

The same facts' statements and the same projection as the clock's own, read through cairn.ledger.as_known.
The law is the statute book of this version of Cairn, with the decisions on rules taken by the moment.
Who may see what is decided by today's rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.accounts.models import Agency, User
from cairn.accounts.roles import Role
from cairn.clock.facts import CaseFacts, gather
from cairn.clock.models import Basis, DutyState
from cairn.clock.moments import Moment
from cairn.clock.projection import Projection, project
from cairn.clock.queries import Row, Scope
from cairn.clock.rows import DutyRow
from cairn.errors import BadInput
from cairn.ledger.as_known import as_known
from cairn.plan.actions.models import Action, ActionState
from cairn.record.facts import read_facts
from cairn.record.models import Allocation, Name, Nominal
from cairn.record.rulebook.queries import current_book
from cairn.supervision.policy import current

_OPEN_ACTIONS = (ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.COMPLETED)


def known_projections(nominal_ids: Sequence[UUID], moment: Moment) -> list[Projection]:
    """
    The standing and outstanding duties of each, in the order of the ids; nothing for whoever was unknown.

    As many queries for a thousand as for one. Facts that the transaction's user may not see are missing:
    for a partner, only the plan's duties are right.
    """
    with as_known(moment.known_at):
        book = current_book(moment.known_at)
        return [
            project(facts, as_at=moment.as_at, policy=current(), book=book)
            for facts in _facts(nominal_ids, moment.as_at)
            if facts.owners
        ]


def known_projection(nominal_id: UUID, moment: Moment) -> Projection | None:
    """The same for one; None if the person was not on the register by then, or the user may not see them."""
    return next(iter(known_projections([nominal_id], moment)), None)


def _facts(nominal_ids: Sequence[UUID], as_at: date) -> list[CaseFacts]:
    with connection.cursor() as cursor:
        people = read_facts(connection.connection, only=nominal_ids)
        return list(gather(cursor, people, as_at=as_at, only=nominal_ids))


def known_worklist(user: User, *, scope: Scope, moment: Moment) -> list[Row]:
    """
    The worklist as it would have stood that day: the whole of it, overdue first.

    For a partner's practitioner, what their agency owed to plans. People whom the user may no longer see
    are not in it.

    Raises
        BadInput: a whole force's list, which the operator makes (`cairn clock as-known`).
    """
    if scope == "force" and not user.has_role(Role.PARTNER):
        raise BadInput(
            "The list of a whole force as it stood is made by your operator, with the command "
            "“cairn clock as-known”. Choose your own list or your team's.",
            field="scope",
        )
    with as_known(moment.known_at):
        projections = known_projections(_whose(user, scope, moment.as_at), moment)
        owed = [row for one in projections for row in one.duties if _concerns(row, user, scope)]
        return _in_order(_named(owed, moment.as_at))


def _whose(user: User, scope: Scope, as_at: date) -> list[UUID]:
    """Whose duties may be on the list; more than are on it in the end does no harm."""
    if user.has_role(Role.PARTNER):
        owing = Action.objects.filter(agency_id=user.agency_id, state__in=_OPEN_ACTIONS, agreed_on__lte=as_at)
        return list(owing.values_list("nominal_id", flat=True).distinct())
    managed = Allocation.objects.filter(starts__lte=as_at)
    theirs = managed.filter(officer=user) if scope == "mine" else managed.filter(team=user.team)
    return list(theirs.values_list("nominal_id", flat=True).distinct())


def _concerns(row: DutyRow, user: User, scope: Scope) -> bool:
    if user.has_role(Role.PARTNER):
        return row.basis == Basis.PLAN.value and row.agency_id == user.agency_id
    if scope == "mine":
        return row.officer_id == user.pk
    return user.team_id is not None and row.team_id == user.team_id


def _named(duties: Sequence[DutyRow], as_at: date) -> list[Row]:
    """Each duty with the person's name and date of birth as known; four queries."""
    ids = {row.nominal_id for row in duties}
    shown = {name.nominal_id: str(name) for name in Name.objects.filter(nominal_id__in=ids, shown=True)}
    born = dict(Nominal.objects.filter(pk__in=ids).values_list("pk", "date_of_birth"))
    officers = dict(
        User.objects.filter(pk__in={row.officer_id for row in duties if row.officer_id}).values_list(
            "pk", "name"
        )
    )
    agencies = dict(Agency.objects.filter(pk__in={row.agency_id for row in duties}).values_list("pk", "name"))
    return [
        Row(
            nominal_id=row.nominal_id,
            name=shown.get(row.nominal_id, ""),
            date_of_birth=born.get(row.nominal_id),
            what=row.what,
            why=row.why,
            state=row.state,
            due=row.due,
            due_at=row.due_at,
            arguable=_overdue(row) and row.latest is not None and as_at <= row.latest,
            days_overdue=(as_at - row.due).days if _overdue(row) and row.due else 0,
            basis=row.basis,
            kind=row.kind,
            of=row.of,
            arose=row.arose,
            provision=row.provision,
            owed_by=row.owed_by,
            agency_id=row.agency_id,
            agency_name=agencies.get(row.agency_id, ""),
            officer_name=officers.get(row.officer_id, "") if row.officer_id else "",
            risk=row.risk,
            source_id=row.source_id,
        )
        for row in duties
    ]


def _overdue(row: DutyRow) -> bool:
    return row.state == DutyState.OVERDUE.value


def _in_order(rows: list[Row]) -> list[Row]:
    """As the worklist's own order: by the day, what has none last."""
    return sorted(rows, key=lambda row: (row.due is None, row.due or date.min, row.nominal_id, row.what))
