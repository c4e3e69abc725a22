"""The answer as a document: for checking before its release, and as it was released."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.documents.subject_access.data import Answer, answer, as_json, typeset
from cairn.errors import Conflict
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import enter
from cairn.record.identity.queries import get_person, shown_name
from cairn.record.subject_access.models import Outcome, SubjectRequest
from cairn.record.subject_access.queries import get_request, items_of

_PRINTED: dict[Form, Operation] = {
    "pdf": declare(
        "subject access answer, pdf", Act.DISCLOSURE, "Printed the answer to a subject access request"
    ),
    "json": declare(
        "subject access answer, json",
        Act.DISCLOSURE,
        "Downloaded the answer to a subject access request as data",
    ),
}
_CHECKED: dict[Form, Operation] = {
    "pdf": declare(
        "subject access answer checked, pdf",
        Act.CONSULTATION,
        "Checked the answer to a subject access request before its release",
    ),
    "json": declare(
        "subject access answer checked, json",
        Act.CONSULTATION,
        "Checked the answer to a subject access request as data before its release",
    ),
}

Form = Literal["pdf", "json"]


def reference(request: SubjectRequest) -> str:
    """The request's reference as people read it out: 7F3A-91C2-04BE."""
    digits = request.pk.hex[:12].upper()
    return "-".join(digits[place : place + 4] for place in (0, 4, 8))


@transaction.atomic
def render(actor: User, *, request_id: UUID, form: Form) -> bytes:
    """
    The answer as a tagged PDF, or as JSON. Before its release it is marked as for checking only.

    Raises
        NotFound, NotAllowed: see cairn.record.subject_access.queries.get_request.
        Conflict: nothing was decided yet.

    Source: Data Protection Act 2018 ss.45(3), 52(1)-(2), 62(1)(c), (d).
    """
    request = get_request(actor, request_id)
    if not request.outcome:
        raise Conflict("Decide what the answer is first. Then it can be read as it will be sent.")
    content = _content(request)
    made = typeset(content) if form == "pdf" else as_json(content)
    released = request.released_on is not None
    enter(
        actor,
        _PRINTED[form] if released else _CHECKED[form],
        nominal_id=request.nominal_id,
        detail={"subject_request": str(request.pk)},
        why="answer to a request for access, DPA 2018 s.45",
        recipient=_recipient(request) if released else "",
    )
    return made


def _recipient(request: SubjectRequest) -> str:
    return "a representative of the person" if request.representative else "the person"


def _content(request: SubjectRequest) -> Answer:
    name = shown_name(get_person(request.nominal_id))
    # A letter that neither confirms nor denies repeats what the request said of its maker, and no more.
    known = request.outcome != Outcome.NEITHER
    about = [("To", str(name) if name and known else "The person who asked")]
    if request.representative:
        about.append(("Through", request.representative))
    about.append(("You asked on", in_words(request.received_on)))
    if request.released_on:
        about.append(("Answered on", in_words(request.released_on)))
    return answer(
        issuer=request.recorded_by.agency.name,
        marking=settings.CAIRN.marking,
        reference=reference(request),
        outcome=request.outcome,
        about=tuple(about),
        items=items_of(request),
        draft=request.released_on is None,
    )
