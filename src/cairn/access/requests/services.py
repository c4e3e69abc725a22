"""Asking for access to somebody else's record, and answering."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cairn.access.deciders.services import tell_deciders
from cairn.access.kinds import Purpose
from cairn.access.models import Partnership, Relation
from cairn.access.owning import NO_SUCH_PERSON, must_own
from cairn.access.partnerships.queries import works_with
from cairn.access.partnerships.services import open_partnership
from cairn.access.reasons import reason
from cairn.access.record_holder import holder_of
from cairn.access.requests.models import AccessRequest, Outcome
from cairn.accounts.agencies.models import User
from cairn.accounts.messages.models import MessageKind
from cairn.accounts.roles import SHARERS
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter

ACCESS_REQUESTED = declare("access asked for", Act.CONSULTATION, "Asked for access to a record")
REQUEST_ANSWERED = declare("request for access answered", Act.ALTERATION, "Answered a request for access")

MOST_DAYS = 366


@transaction.atomic
def ask_for_access(actor: User, *, nominal_id: UUID, purpose_kind: str, why: str, days: int) -> AccessRequest:
    """
    Ask the agency that owns a record to work with the person too.

    Raises
        NotFound: no such person, or none of whom this user is told.
        BadInput: no such purpose, no reason, or days out of range.
        Conflict: the agency works with the person, or has asked and waits for an answer.

    Source: CJA 2003 s.325(3)-(4); DPA 2018 s.36(1).
    """
    _check(purpose_kind, days)
    why = reason(why, ask="Say what your agency needs it for")
    if works_with(nominal_id):
        raise Conflict("Your agency works with this person already.")
    holder = holder_of(nominal_id)
    if holder is None:
        raise NotFound(NO_SUCH_PERSON)
    if AccessRequest.objects.filter(nominal_id=nominal_id, agency=actor.agency, outcome="").exists():
        raise Conflict("Your agency has asked for this already. The owner has not answered yet.")
    asked = AccessRequest.objects.create(
        nominal_id=nominal_id,
        agency=actor.agency,
        owner=holder.agency,
        asked_by=actor,
        purpose_kind=purpose_kind,
        why=why,
        days=days,
    )
    detail = {"request": str(asked.pk), "owner": str(holder.agency.pk), "purpose": purpose_kind}
    enter(actor, ACCESS_REQUESTED, nominal_id=nominal_id, detail=detail, why=why)
    tell_deciders(MessageKind.REQUEST, asked.pk)
    return asked


def _check(purpose_kind: str, days: int) -> None:
    if purpose_kind not in Purpose.values:
        raise BadInput("Choose what the access is for.", field="purpose_kind")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"{days} days is out of range. Give 1 to {MOST_DAYS}.", field="days")


def _waiting(request_id: UUID, actor: User, act: str) -> AccessRequest:
    asked = AccessRequest.objects.filter(pk=request_id).first()
    if asked is None:
        raise NotFound("There is no such request, or none that you may see.")
    must_own(actor, asked.nominal_id, roles=SHARERS, act=act, as_at=this_day())
    # Nobody may change, and so lock, one that has been answered.
    asked = AccessRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if asked is None:
        raise Conflict("This request has been answered already.")
    return asked


@transaction.atomic
def grant_access(
    actor: User, *, request_id: UUID, purpose_kind: str, days: int, answer: str = ""
) -> Partnership:
    """
    Let the agency that asked work with the person: for what the owner says, for as long as it says.

    Raises
        NotFound: no such request, or none that this user may see; see also `must_own`.
        NotAllowed: the role or agency shares no records.
        BadInput: no such purpose, or days out of range.
        Conflict: it was answered already, or the agency works with the person by now.
    """
    _check(purpose_kind, days)
    asked = _waiting(request_id, actor, "answer a request for access")
    today = this_day()
    partnership = open_partnership(
        actor,
        nominal_id=asked.nominal_id,
        agency=asked.agency,
        relation=Relation.PARTNER,
        purpose_kind=purpose_kind,
        purpose=asked.why[:200],
        starts=today,
        until=today + timedelta(days=days - 1),
    )
    _answered(actor, asked, Outcome.GRANTED, answer, partnership_id=partnership.pk)
    return partnership


@transaction.atomic
def refuse_access(actor: User, *, request_id: UUID, answer: str) -> AccessRequest:
    """
    Refuse a request, with the reason that the agency that asked will read.

    Raises
        NotFound: no such request, or none that this user may see; see also `must_own`.
        NotAllowed: the role or agency shares no records.
        BadInput: no reason.
        Conflict: it was answered already.
    """
    answer = reason(answer, field="answer", ask="Say why it is refused")
    asked = _waiting(request_id, actor, "answer a request for access")
    _answered(actor, asked, Outcome.REFUSED, answer)
    return asked


def _answered(
    actor: User, asked: AccessRequest, outcome: Outcome, answer: str, *, partnership_id: UUID | None = None
) -> None:
    asked.outcome, asked.answer, asked.partnership_id = outcome, answer, partnership_id
    asked.decided_by, asked.decided_at = actor, timezone.now()
    asked.save(update_fields=["outcome", "decided_by", "decided_at", "answer", "partnership_id"])
    detail = {"request": str(asked.pk), "agency": str(asked.agency_id), "outcome": str(outcome)}
    enter(
        actor,
        REQUEST_ANSWERED,
        nominal_id=asked.nominal_id,
        detail=detail,
        why=answer,
    )
