"""Giving a person to an offender manager."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from types import EllipsisType
from uuid import UUID

from django.db import transaction

from cairn.access.transfers.services import accept_record
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.queries import current_allocation
from cairn.record.allocation.succession import settle
from cairn.record.field_checks import clean_line, clean_text
from cairn.record.identity.queries import main_names_of
from cairn.record.writing import writing

_LONGEST_REASON = 300
_LONGEST_NOTE = 4000

PERSON_ALLOCATED = declare("person allocated", Act.COLLECTION, "Allocated an offender manager")
PERSON_REALLOCATED = declare("person allocated", Act.ALTERATION, "Changed the offender manager")


def allocate(
    actor: User,
    *,
    nominal_id: UUID,
    officer: User,
    starts: date,
    reason: str = "",
    note: str = "",
    instead_of: UUID | EllipsisType | None = ...,
) -> Allocation:
    """
    Give the person to this officer from that day; whoever had them until then has them no longer.

    Parameters
        reason: why another officer has them now; note: what the one before hands over in words.
        instead_of: the officer who has them now, as whoever gives them saw it; None for nobody; left out, whoever.

    Raises
        NotFound, NotAllowed: see `must_own`.
        Conflict: another officer has them by now than `instead_of`.
        BadInput: the officer is of another agency, in no team, has left, or does not manage people; the
            day is before the allocation that it would end.
        Conflict: the officer has the person already.
    """
    with writing(actor, nominal_id, PERSON_ALLOCATED, doing="allocate a person") as act:
        _must_still_be_with(instead_of, nominal_id)
        team = officer.team
        if (
            officer.agency_id != actor.agency_id
            or not officer.is_active
            or not officer.has_role(*CASE_MANAGERS)
        ):
            raise BadInput("Choose an offender manager or supervisor of your own agency.", field="officer")
        if team is None:
            raise BadInput("This officer is in no team. Put them in one, or choose another.", field="officer")
        allocation = Allocation(
            nominal=act.nominal,
            officer=officer,
            team=team,
            starts=starts,
            reason=clean_line(reason, field="reason", most=_LONGEST_REASON),
            note=clean_text(note, field="note", missing="", most=_LONGEST_NOTE),
        )
        if settle(allocation, partial(act.save, allocation, key="allocation")) is not None:
            act.operation = PERSON_REALLOCATED
        act.detail["officer"] = str(officer.pk)
    return allocation


def _must_still_be_with(officer: UUID | EllipsisType | None, nominal_id: UUID) -> None:
    if isinstance(officer, EllipsisType):
        return
    present = current_allocation(nominal_id)
    if (present.officer_id if present else None) != officer:
        who = main_names_of([nominal_id]).get(nominal_id, "One of them")
        by = (
            f"{present.officer.name} has had them since {in_words(present.starts)}"
            if present
            else "nobody has them"
        )
        raise Conflict(
            f"{who} was given to somebody else meanwhile: {by}. Nobody has been moved.", field="people"
        )


@transaction.atomic
def reallocate(
    actor: User,
    *,
    nominal_ids: Collection[UUID],
    present: UUID | None,
    officer: User,
    starts: date,
    reason: str,
    note: str = "",
) -> list[Allocation]:
    """
    Give several people to one officer: all of them, or, where one cannot be, none.

    Each has an entry of their own in the ledger, and all are locked in one order, so that two such acts take turns.

    Parameters
        present: the officer who has them now; None for people whom nobody manages.

    Raises
        NotFound, NotAllowed, BadInput, Conflict: see `allocate`.
        BadInput: nobody was chosen, or no reason given.
    """
    if not nominal_ids:
        raise BadInput("Select at least one person.", field="people")
    if not reason.strip():
        raise BadInput("Enter why they are given to another officer.", field="reason")
    return [
        allocate(
            actor,
            nominal_id=one,
            officer=officer,
            starts=starts,
            reason=reason,
            note=note,
            instead_of=present,
        )
        for one in sorted(set(nominal_ids))
    ]


@transaction.atomic
def take_over(actor: User, *, transfer_id: UUID, officer: User) -> Allocation:
    """
    Accept a record that another agency offered, and give the person to an officer of one's own.

    Both in one transaction: no day passes on which an agency owns a record that nobody manages.

    Raises
        NotFound, NotAllowed, Conflict: see cairn.access.transfers.services.accept_record.
        BadInput: the officer cannot be given people: see `allocate`.
    """
    offer = accept_record(actor, transfer_id=transfer_id)
    return allocate(actor, nominal_id=offer.nominal_id, officer=officer, starts=this_day())
