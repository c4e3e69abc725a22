"""
What was owed on a past day, by what was known at a moment: nothing kept, all computed anew.

The same facts' statements and the same projection as the clock's own, read through cairn.ledger.history.as_known.
The law is the statute book of this version of Cairn, with the decisions on rules taken by the moment.
Who may see what is decided by today's rights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.accounts.agencies.queries import agencies_by_id, users_named
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.as_known.times import AsKnown
from cairn.clock.models import Basis, DutyState
from cairn.clock.projection.facts import CaseFacts, gather
from cairn.clock.projection.project import Projection, Unowned, project
from cairn.clock.projection.rows import DutyRow
from cairn.clock.worklist.queries import Scope, WorklistRow
from cairn.duties.registry import sources
from cairn.duties.source import Whose
from cairn.errors import BadInput
from cairn.law.rulebook import Rulebook
from cairn.ledger.history.as_known import as_known
from cairn.record.facts import read_facts
from cairn.record.identity.queries import births_of, main_names_of
from cairn.record.rulebook.queries import current_book


def known_projections(nominal_ids: Sequence[UUID], moment: AsKnown) -> list[Projection]:
    """
    The standing and outstanding duties of each, in the order of the ids; nothing for whoever was unknown.

    As many queries for a thousand as for one. Facts that the transaction's user may not see are missing:
    for a partner, only the plan's duties are right.
    """
    with as_known(moment.known_at):
        book = current_book(moment.known_at)
        return list(_projected(_facts(nominal_ids, moment.as_at), moment.as_at, book))


def known_projection(nominal_id: UUID, moment: AsKnown) -> Projection | None:
    """The same for one; None if the person was not on the register by then, or the user may not see them."""
    return next(iter(known_projections([nominal_id], moment)), None)


def _projected(people: Iterable[CaseFacts], as_at: date, book: Rulebook) -> Iterator[Projection]:
    for facts in people:
        with suppress(Unowned):
            yield project(facts, as_at=as_at, book=book)


def _facts(nominal_ids: Sequence[UUID], as_at: date) -> list[CaseFacts]:
    with connection.cursor() as cursor:
        people = read_facts(connection.connection, only=nominal_ids)
        return list(gather(cursor, people, as_at=as_at, only=nominal_ids))


def known_worklist(user: User, *, scope: Scope, moment: AsKnown) -> list[WorklistRow]:
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
        return _concerned("agency", user.agency_id, as_at)
    return (
        _concerned("officer", user.pk, as_at) if scope == "mine" else _concerned("team", user.team_id, as_at)
    )


def _concerned(whose: Whose, key: UUID | None, as_at: date) -> list[UUID]:
    found: set[UUID] = set()
    with connection.cursor() as cursor:
        for source in sources():
            if key is not None and whose in source.concerns:
                cursor.execute(source.concerns[whose], {"whose": key, "as_at": as_at})
                found.update(nominal_id for (nominal_id,) in cursor.fetchall())
    return sorted(found)


def _concerns(row: DutyRow, user: User, scope: Scope) -> bool:
    if user.has_role(Role.PARTNER):
        return row.basis == Basis.PLAN.value and row.agency_id == user.agency_id
    if scope == "mine":
        return row.officer_id == user.pk
    return user.team_id is not None and row.team_id == user.team_id


def _named(duties: Sequence[DutyRow], as_at: date) -> list[WorklistRow]:
    """Each duty with the person's name and date of birth as known; four queries."""
    ids = {row.nominal_id for row in duties}
    shown, born = main_names_of(ids), births_of(ids)
    officers = users_named({row.officer_id for row in duties if row.officer_id})
    agencies = agencies_by_id({row.agency_id for row in duties})
    return [
        WorklistRow(
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
            agency_name=agencies[row.agency_id].name if row.agency_id in agencies else "",
            officer_name=officers.get(row.officer_id, "") if row.officer_id else "",
            risk=row.risk,
            source_id=row.source_id,
        )
        for row in duties
    ]


def _overdue(row: DutyRow) -> bool:
    return row.state == DutyState.OVERDUE.value


def _in_order(rows: list[WorklistRow]) -> list[WorklistRow]:
    """As the worklist's own order: by the day, what has none last."""
    return sorted(rows, key=lambda row: (row.due is None, row.due or date.min, row.nominal_id, row.what))
