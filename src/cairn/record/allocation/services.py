"""Giving a person to an offender manager."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from cairn.access.transfers.services import accept_record
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.dates import today as this_day
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.succession import settle
from cairn.record.writing import writing

PERSON_ALLOCATED = declare("person allocated", Act.COLLECTION, "Allocated an offender manager")
PERSON_REALLOCATED = declare("person allocated", Act.ALTERATION, "Changed the offender manager")


def allocate(actor: User, *, nominal_id: UUID, officer: User, starts: date) -> Allocation:
    """
    Give the person to this officer from that day; whoever had them until then has them no longer.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: the officer is of another agency, in no team, has left, or does not manage people; the
            day is before the allocation that it would end.
        Conflict: the officer has the person already.
    """
    with writing(actor, nominal_id, PERSON_ALLOCATED, doing="allocate a person") as act:
        team = officer.team
        if (
            officer.agency_id != actor.agency_id
            or not officer.is_active
            or not officer.has_role(*CASE_MANAGERS)
        ):
            raise BadInput("Choose an offender manager or supervisor of your own agency.", field="officer")
        if team is None:
            raise BadInput("This officer is in no team. Put them in one, or choose another.", field="officer")
        allocation = Allocation(nominal=act.nominal, officer=officer, team=team, starts=starts)
        if settle(allocation, partial(act.save, allocation, key="allocation")) is not None:
            act.operation = PERSON_REALLOCATED
        act.detail["officer"] = str(officer.pk)
    return allocation


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
