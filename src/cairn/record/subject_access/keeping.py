"""What every act on a request for access begins and ends with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.access.owning import NO_SUCH_PERSON, must_own
from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Operation
from cairn.ledger.services import enter
from cairn.record.identity.models import Nominal
from cairn.record.subject_access.models import SubjectRequest
from cairn.record.subject_access.queries import get_request

MOST = 4000


def nominal_to_answer(actor: User, nominal_id: UUID) -> Nominal:
    """
    The nominal, held so that two acts take their turns.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
    """
    must_own(
        actor, nominal_id, roles=RECORDS_DECIDERS, act="answer subject access requests", as_at=this_day()
    )
    nominal = Nominal.objects.select_for_update(no_key=True).filter(pk=nominal_id).first()
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    return nominal


def open_request(actor: User, request_id: UUID) -> SubjectRequest:
    """
    A request that is not answered yet, for this transaction.

    Raises
        NotFound, NotAllowed: see nominal_to_answer.
        Conflict: it was answered.
    """
    request = get_request(actor, request_id)
    nominal_to_answer(actor, request.nominal_id)
    request.refresh_from_db()
    if request.released_on:
        raise Conflict(f"This request was answered on {in_words(request.released_on)}.")
    return request


def check_between(day: date, first: date, today: date, *, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day before the request came, or one that has not come.
    """
    if not first <= day <= today:
        raise BadInput(
            f"{what} is {in_words(day)}. Give a day from {in_words(first)} to {in_words(today)}.", field=field
        )


def entered(actor: User, request: SubjectRequest, operation: Operation) -> None:
    """Enter the act in the ledger, and have the duty to answer worked out again."""
    enter(actor, operation, nominal_id=request.nominal_id, detail={"subject_request": str(request.pk)})
    announce(FactsChanged(request.nominal_id))
