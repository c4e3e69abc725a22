"""Giving a person to an offender manager."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.owning import must_own
from cairn.access.transfers.services import accept_record
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS, RECORD_KEEPERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.record.allocation.models import Allocation

PERSON_ALLOCATED = declare("person allocated", Act.COLLECTION, "Allocated an offender manager")
PERSON_REALLOCATED = declare("person allocated", Act.ALTERATION, "Changed the offender manager")


@transaction.atomic
def allocate(actor: User, *, nominal_id: UUID, officer: User, starts: date) -> Allocation:
    """
    Give the person to this officer from that day; whoever had them until then has them no longer.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: the officer is of another agency, in no team, has left, or does not manage people; the
            day is before the allocation that it would end.
        Conflict: the officer has the person already.
    """
    must_own(actor, nominal_id, roles=RECORD_KEEPERS, act="allocate a person", as_at=this_day())
    team = officer.team
    if officer.agency_id != actor.agency_id or not officer.is_active or not officer.has_role(*CASE_MANAGERS):
        raise BadInput("Choose an offender manager or supervisor of your own agency.", field="officer")
    if team is None:
        raise BadInput("This officer is in no team. Put them in one, or choose another.", field="officer")
    before = Allocation.objects.select_for_update().filter(nominal_id=nominal_id, ends__isnull=True).first()
    if before is not None:
        if before.officer_id == officer.pk and before.team_id == team.pk:
            raise Conflict(f"This officer has had the person since {before.starts}.", field="officer")
        if starts < before.starts:
            raise BadInput(
                f"The start, {starts}, is before the present allocation's, {before.starts}. "
                "Give that day or a later one.",
                field="starts",
            )
        before.ends = starts
        before.save(update_fields=["ends"])
    allocation = Allocation.objects.create(nominal_id=nominal_id, officer=officer, team=team, starts=starts)
    detail = {"allocation": str(allocation.pk), "officer": str(officer.pk)}
    operation = PERSON_REALLOCATED if before else PERSON_ALLOCATED
    enter(actor, operation, nominal_id=nominal_id, detail=detail)
    announce(FactsChanged(nominal_id))
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
