"""A request for access comes in: its clock, identity, clarification and extension."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, RuleRefused
from cairn.ledger.operations import Act, declare
from cairn.record.keeping import chosen, filled
from cairn.record.subject_access.deadline import PROVISION, Asked, notice_by
from cairn.record.subject_access.keeping import (
    MOST,
    check_between,
    entered,
    nominal_to_answer,
    open_request,
)
from cairn.record.subject_access.models import Channel, Clarification, SubjectRequest
from cairn.record.subject_access.queries import open_question

REQUEST_RECEIVED = declare("subject access request", Act.COLLECTION, "Recorded a subject access request")
IDENTITY_RECORDED = declare(
    "requester's identity", Act.ALTERATION, "Recorded proof of a requester’s identity"
)
CLARIFICATION_ASKED = declare("clarification asked", Act.ALTERATION, "Asked the requester to clarify")
CLARIFICATION_ANSWERED = declare(
    "clarification answered", Act.ALTERATION, "Recorded the requester’s clarification"
)
TIME_EXTENDED = declare(
    "more time taken", Act.ALTERATION, "Extended the time limit of a subject access request"
)


@transaction.atomic
def receive_request(
    actor: User,
    *,
    nominal_id: UUID,
    received_on: date,
    channel: str,
    representative: str = "",
    asks: str = "",
    identity_how: str = "",
    identity_asked_on: date | None = None,
    today: date | None = None,
) -> SubjectRequest:
    """
    Record a request for access. The clock starts that day, or with proof of identity if that is asked for.

    Parameters
        representative: who asks on the person's behalf, and with what authority.
        identity_how: how identity is verified already; empty where it is not.
        identity_asked_on: the day on which proof was asked for (s.52(4)).

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no such channel, a day that cannot be, or proof both given and asked for.
        Conflict: a request of this person's is open.

    Source: Data Protection Act 2018 ss.45(1), 52(4), 54(3).
    """
    today = today or this_day()
    nominal = nominal_to_answer(actor, nominal_id)
    check_between(received_on, nominal.date_of_birth, today, field="received_on", what="The day it came")
    chosen(channel, Channel.values, field="channel")
    if identity_asked_on:
        check_between(
            identity_asked_on, received_on, today, field="identity_asked_on", what="The day you asked"
        )
    if identity_asked_on and identity_how.strip():
        raise BadInput(
            "Say how identity is verified, or when you asked for proof: not both.", field="identity_asked_on"
        )
    if SubjectRequest.objects.filter(nominal_id=nominal_id, released_on__isnull=True).exists():
        raise Conflict("A request of this person's is open already. Answer it, or add to what it asks for.")
    how = filled(identity_how, field="identity_how", missing="", most=200)
    request = SubjectRequest.objects.create(
        nominal_id=nominal_id,
        received_on=received_on,
        channel=channel,
        representative=filled(representative, field="representative", missing="", most=200),
        asks=filled(asks, field="asks", missing="", most=MOST),
        identity_how=how,
        identity_shown_on=received_on if how else None,
        identity_asked_on=identity_asked_on,
        recorded_by=actor,
    )
    entered(actor, request, REQUEST_RECEIVED)
    return request


@transaction.atomic
def record_identity(
    actor: User, *, request_id: UUID, shown_on: date, how: str, today: date | None = None
) -> SubjectRequest:
    """
    Record that identity is verified, and how. If proof was asked for, the month counts from this day.

    Raises
        NotFound, NotAllowed, Conflict: see open_request; Conflict also if it is verified already.
        BadInput: a day that cannot be, or nothing said of how.
    """
    request = open_request(actor, request_id)
    if request.identity_shown_on:
        raise Conflict(f"Identity was verified on {in_words(request.identity_shown_on)} already.")
    first = request.identity_asked_on or request.received_on
    check_between(shown_on, first, today or this_day(), field="shown_on", what="The day of the proof")
    request.identity_how = filled(how, field="how", missing="Say how identity was verified.", most=200)
    request.identity_shown_on = shown_on
    request.save(update_fields=["identity_how", "identity_shown_on"])
    entered(actor, request, IDENTITY_RECORDED)
    return request


@transaction.atomic
def ask_clarification(
    actor: User, *, request_id: UUID, asked: str, asked_on: date, today: date | None = None
) -> Clarification:
    """
    Record that we asked which data or processing is meant. The clock stops until the answer.

    Raises
        NotFound, NotAllowed, Conflict: see open_request; Conflict also while another answer is awaited.
        BadInput: no question, or a day that cannot be.

    Source: Data Protection Act 2018 s.54(3C), (3D).
    """
    request = open_request(actor, request_id)
    check_between(
        asked_on, request.received_on, today or this_day(), field="asked_on", what="The day you asked"
    )
    if open_question(request):
        raise Conflict("An answer is awaited already. Record it before you ask again.")
    question = Clarification.objects.create(
        nominal_id=request.nominal_id,
        request=request,
        asked_on=asked_on,
        asked=filled(asked, field="asked", missing="Enter what you asked.", most=MOST),
    )
    entered(actor, request, CLARIFICATION_ASKED)
    return question


@transaction.atomic
def record_answer(
    actor: User, *, request_id: UUID, answer: str, answered_on: date, today: date | None = None
) -> Clarification:
    """
    Record the answer to the clarification that is awaited. The clock goes on.

    Raises
        NotFound, NotAllowed, Conflict: see open_request; Conflict also if none is awaited.
        BadInput: no answer, or a day that cannot be.
    """
    request = open_request(actor, request_id)
    question = open_question(request)
    if question is None:
        raise Conflict("No answer is awaited.")
    check_between(
        answered_on, question.asked_on, today or this_day(), field="answered_on", what="The day of the answer"
    )
    question.answer = filled(answer, field="answer", missing="Enter the answer.", most=MOST)
    question.answered_on = answered_on
    question.save(update_fields=["answer", "answered_on"])
    entered(actor, request, CLARIFICATION_ANSWERED)
    return question


@transaction.atomic
def extend_request(
    actor: User, *, request_id: UUID, reason: str, given_on: date, today: date | None = None
) -> SubjectRequest:
    """
    Record that notice of two further months was given, for complexity or number.

    Raises
        NotFound, NotAllowed, Conflict: see open_request; Conflict also if it was extended already.
        BadInput: no reason, or a day that cannot be.
        RuleRefused: the first month was over.

    Source: Data Protection Act 2018 s.54(3A), (3B).
    """
    request = open_request(actor, request_id)
    if request.extended_on:
        raise Conflict(f"Notice was given on {in_words(request.extended_on)} already.")
    check_between(
        given_on, request.received_on, today or this_day(), field="given_on", what="The day of the notice"
    )
    asked = [Asked(one.asked_on, one.answered_on) for one in request.clarifications.all()]
    shown = request.identity_shown_on if request.identity_asked_on else None
    last = notice_by(received=request.received_on, identity_shown=shown, asked=asked)
    if last and given_on > last and not (request.identity_asked_on and not request.identity_shown_on):
        raise RuleRefused(
            f"Notice of more time had to be given by {in_words(last)}.", provision=PROVISION, field="given_on"
        )
    request.extended_on = given_on
    request.extended_why = filled(
        reason, field="reason", missing="Say why more time is needed: how complex, or how many.", most=MOST
    )
    request.save(update_fields=["extended_on", "extended_why"])
    entered(actor, request, TIME_EXTENDED)
    return request
