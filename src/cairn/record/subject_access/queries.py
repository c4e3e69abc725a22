"""Requests for access, what is proposed for each, and by when they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.errors import NotFound
from cairn.record.subject_access.deadline import Asked, Deadline, answer_by
from cairn.record.subject_access.models import AccessItem, Clarification, ItemDecision, SubjectRequest


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the list, its deadline, and how many days are left; None while stopped or answered."""

    request: SubjectRequest
    name: str
    by: Deadline
    days_left: int | None


def get_request(actor: User, request_id: UUID) -> SubjectRequest:
    """
    Raises
        NotAllowed: this role answers no requests.
        NotFound: no such request, or none that this user may see.
    """
    require_role(actor, RECORDS_DECIDERS, act="answer subject access requests")
    found = (
        SubjectRequest.objects.filter(pk=request_id)
        .select_related("decided_by__agency", "released_by__agency", "recorded_by__agency")
        .first()
    )
    if found is None:
        raise NotFound("There is no such subject access request, or none that you may see.")
    return found


def requests_of(nominal_id: UUID) -> list[SubjectRequest]:
    """A person's requests, the latest first."""
    return list(SubjectRequest.objects.filter(nominal_id=nominal_id).order_by("-received_on", "-recorded_at"))


def deadline_of(request: SubjectRequest) -> Deadline:
    """By when this request is answered, and why."""
    return answer_by(
        received=request.received_on,
        identity_asked=request.identity_asked_on,
        identity_shown=request.identity_shown_on,
        asked=[Asked(one.asked_on, one.answered_on) for one in request.clarifications.all()],
        extended=request.extended_on is not None,
    )


def open_requests(actor: User, *, today: date) -> list[Line]:
    """
    What the agency has still to answer, the least time left first, then what waits for an answer.

    Raises
        NotAllowed: this role answers no requests.
    """
    require_role(actor, RECORDS_DECIDERS, act="answer subject access requests")
    waiting = SubjectRequest.objects.filter(released_on__isnull=True)
    lines = []
    for request in waiting.select_related("nominal").prefetch_related("clarifications", "nominal__names"):
        by = deadline_of(request)
        name = next((str(name) for name in request.nominal.names.all() if name.shown), "Name not known")
        lines.append(Line(request, name, by, (by.due - today).days if by.due else None))
    return sorted(lines, key=lambda line: (line.by.due or date.max, line.request.received_on))


def items_of(request: SubjectRequest) -> list[AccessItem]:
    """What was gathered, in its order."""
    return list(AccessItem.objects.filter(request=request).select_related("decided_by").order_by("place"))


def get_item(actor: User, item_id: UUID) -> AccessItem:
    """
    Raises
        NotAllowed: this role answers no requests.
        NotFound: no such item, or none that this user may see.
    """
    require_role(actor, RECORDS_DECIDERS, act="answer subject access requests")
    item = AccessItem.objects.filter(pk=item_id).select_related("request", "decided_by").first()
    if item is None:
        raise NotFound("There is no such item, or none that you may see.")
    return item


def undecided(request: SubjectRequest) -> int:
    """How many items nobody has decided about."""
    return AccessItem.objects.filter(request=request, decision=ItemDecision.PROPOSED).count()


def open_question(request: SubjectRequest) -> Clarification | None:
    """The clarification that is awaited, if one is."""
    return Clarification.objects.filter(request=request, answered_on__isnull=True).first()
