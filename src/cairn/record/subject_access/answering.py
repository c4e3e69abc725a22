"""What every act on a request for access has in common: whose it is, and that it is not answered yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Operation
from cairn.record.subject_access.models import SubjectRequest
from cairn.record.subject_access.queries import get_request
from cairn.record.writing import Writing, changing

MOST = 4000
ANSWERING = "answer subject access requests"


@contextmanager
def answering(
    actor: User, request_id: UUID, operation: Operation, *, today: date | None = None, undecided: bool = False
) -> Iterator[tuple[Writing, SubjectRequest]]:
    """
    An act on a request that is not answered yet; the duty to answer is worked out again.

    Parameters
        undecided: only while the whole is not decided.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        Conflict: it was answered, or decided; a decision must be sent back first.
    """
    found, roles = get_request(actor, request_id), RECORDS_DECIDERS
    with changing(actor, found, operation, doing=ANSWERING, roles=roles, today=today) as (act, request):
        if request.released_on:
            raise Conflict(f"This request was answered on {in_words(request.released_on)}.")
        if undecided and request.decided_on:
            raise Conflict("This request was decided and waits for release. Send it back to change anything.")
        act.note(request, key="subject_request")
        yield act, request


def check_between(day: date, first: date, today: date, *, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day before the request came, or one that has not come.
    """
    if not first <= day <= today:
        raise BadInput(
            f"{what} is {in_words(day)}. Give a day from {in_words(first)} to {in_words(today)}.", field=field
        )
