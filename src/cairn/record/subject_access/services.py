"""A request for access comes in: its clock, identity, clarification and extension."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict, RuleRefused
from cairn.ledger.operations import Act, declare
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.subject_access.answering import ANSWERING, MOST, answering, check_between
from cairn.record.subject_access.deadline import PROVISION, Asked, notice_by
from cairn.record.subject_access.models import Channel, Clarification, SubjectRequest
from cairn.record.subject_access.queries import open_question
from cairn.record.writing import writing

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
    roles = RECORDS_DECIDERS
    with writing(actor, nominal_id, REQUEST_RECEIVED, doing=ANSWERING, roles=roles, today=today) as act:
        check_between(
            received_on, act.nominal.birth.first, act.today, field="received_on", what="The day it came"
        )
        choice_of(channel, Channel.values, field="channel")
        if identity_asked_on:
            check_between(
                identity_asked_on, received_on, act.today, field="identity_asked_on", what="The day you asked"
            )
        if identity_asked_on and identity_how.strip():
            raise BadInput(
                "Say how identity is verified, or when you asked for proof: not both.",
                field="identity_asked_on",
            )
        if SubjectRequest.objects.filter(nominal_id=nominal_id, released_on__isnull=True).exists():
            raise Conflict(
                "A request of this person's is open already. Answer it, or add to what it asks for."
            )
        how = clean_text(identity_how, field="identity_how", missing="", most=200)
        request = SubjectRequest(
            nominal=act.nominal,
            received_on=received_on,
            channel=channel,
            representative=clean_text(representative, field="representative", missing="", most=200),
            asks=clean_text(asks, field="asks", missing="", most=MOST),
            identity_how=how,
            identity_shown_on=received_on if how else None,
            identity_asked_on=identity_asked_on,
            recorded_by=actor,
        )
        act.save(request, key="subject_request")
    return request


def record_identity(
    actor: User, *, request_id: UUID, shown_on: date, how: str, today: date | None = None
) -> SubjectRequest:
    """
    Record that identity is verified, and how. If proof was asked for, the month counts from this day.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also if it is verified already.
        BadInput: a day that cannot be, or nothing said of how.
    """
    with answering(actor, request_id, IDENTITY_RECORDED, today=today) as (act, request):
        if request.identity_shown_on:
            raise Conflict(f"Identity was verified on {in_words(request.identity_shown_on)} already.")
        first = request.identity_asked_on or request.received_on
        check_between(shown_on, first, act.today, field="shown_on", what="The day of the proof")
        request.identity_how = clean_text(
            how, field="how", missing="Say how identity was verified.", most=200
        )
        request.identity_shown_on = shown_on
        act.save(request, key="subject_request", fields=["identity_how", "identity_shown_on"])
    return request


def ask_clarification(
    actor: User, *, request_id: UUID, asked: str, asked_on: date, today: date | None = None
) -> Clarification:
    """
    Record that we asked which data or processing is meant. The clock stops until the answer.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also while another answer is awaited.
        BadInput: no question, or a day that cannot be.

    Source: Data Protection Act 2018 s.54(3C), (3D).
    """
    with answering(actor, request_id, CLARIFICATION_ASKED, today=today) as (act, request):
        check_between(asked_on, request.received_on, act.today, field="asked_on", what="The day you asked")
        if open_question(request):
            raise Conflict(
                "The person has not yet answered the last question. Record their answer before you ask again."
            )
        question = Clarification(
            nominal=act.nominal,
            request=request,
            asked_on=asked_on,
            asked=clean_text(asked, field="asked", missing="Enter what you asked.", most=MOST),
        )
        act.save(question, key="clarification")
    return question


def record_answer(
    actor: User, *, request_id: UUID, answer: str, answered_on: date, today: date | None = None
) -> Clarification:
    """
    Record the answer to the clarification that is awaited. The time limit runs again.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also if none is awaited.
        BadInput: no answer, or a day that cannot be.
    """
    with answering(actor, request_id, CLARIFICATION_ANSWERED, today=today) as (act, request):
        question = open_question(request)
        if question is None:
            raise Conflict("No question to the person is open, so there is no answer to record.")
        check_between(
            answered_on, question.asked_on, act.today, field="answered_on", what="The day of the answer"
        )
        question.answer = clean_text(answer, field="answer", missing="Enter the answer.", most=MOST)
        question.answered_on = answered_on
        act.save(question, key="clarification", fields=["answer", "answered_on"])
    return question


def extend_request(
    actor: User, *, request_id: UUID, reason: str, given_on: date, today: date | None = None
) -> SubjectRequest:
    """
    Record that notice of two further months was given, for complexity or number.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also if it was extended already.
        BadInput: no reason, or a day that cannot be.
        RuleRefused: the first month was over.

    Source: Data Protection Act 2018 s.54(3A), (3B).
    """
    with answering(actor, request_id, TIME_EXTENDED, today=today) as (act, request):
        if request.extended_on:
            raise Conflict(f"Notice was given on {in_words(request.extended_on)} already.")
        check_between(
            given_on, request.received_on, act.today, field="given_on", what="The day of the notice"
        )
        asked = [Asked(one.asked_on, one.answered_on) for one in request.clarifications.all()]
        shown = request.identity_shown_on if request.identity_asked_on else None
        last = notice_by(received=request.received_on, identity_shown=shown, asked=asked)
        if last and given_on > last and not (request.identity_asked_on and not request.identity_shown_on):
            raise RuleRefused(
                f"Notice of more time had to be given by {in_words(last)}.",
                provision=PROVISION,
                field="given_on",
            )
        request.extended_on = given_on
        request.extended_why = clean_text(
            reason,
            field="reason",
            missing="Say why more time is needed: how complex, or how many.",
            most=MOST,
        )
        act.save(request, key="subject_request", fields=["extended_on", "extended_why"])
    return request
