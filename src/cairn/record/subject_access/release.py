"""Answering a request: gathering, deciding each thing, deciding the whole, and another person's release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from cairn.access.restricted.queries import has_redactions
from cairn.access.restricted.repeats import note_repeats_of_each
from cairn.accounts.models import User
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.subject_access.answering import MOST, answering
from cairn.record.subject_access.gathering import Gathered, gather
from cairn.record.subject_access.models import (
    AccessItem,
    Ground,
    ItemDecision,
    Outcome,
    SubjectRequest,
)
from cairn.record.subject_access.outcome import check_outcome
from cairn.record.subject_access.queries import get_item

DATA_GATHERED = declare(
    "personal data gathered", Act.COMBINATION, "Gathered the personal data held about the person"
)
ITEM_DECIDED = declare("item decided", Act.ALTERATION, "Decided whether to give one item to the requester")
PLAIN_ITEMS_DECIDED = declare(
    "items without free text decided", Act.ALTERATION, "Decided to give the items that have no free text"
)
ANSWER_DECIDED = declare("access decided", Act.ALTERATION, "Decided the answer to a subject access request")
ANSWER_SENT_BACK = declare(
    "access sent back", Act.ALTERATION, "Sent the answer to a subject access request back"
)
ANSWERED = declare("subject access answered", Act.DISCLOSURE, "Answered a subject access request")
RELEASED = declare(
    "subject access released", Act.ALTERATION, "Released the answer to a subject access request"
)

_WITHHOLDING = (ItemDecision.REDACT, ItemDecision.WITHHOLD)
_OUTCOME = ("outcome", "outcome_why", "decided_by", "decided_on")
_DECIDED = ("decision", "withheld", "ground", "reason", "silent", "decided_by", "decided_on")
STAFF = "Names of staff are other people's personal data; who acted is known to the controller."


def gather_items(actor: User, *, request_id: UUID) -> list[AccessItem]:
    """
    Gather what is held about the person. What names staff is proposed to be withheld.

    Gathering again starts afresh with what is held by then; decisions already taken are kept where the
    facts are the same. That an item repeats a row is noted: where that is kept back, it is too.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also once the whole is decided.
        NotAllowed: a fact is restricted and kept from this user.
    """
    with answering(actor, request_id, DATA_GATHERED, undecided=True) as (act, request):
        if has_redactions(request.nominal_id):
            raise NotAllowed(
                "Facts of this record are restricted and kept from your role, so the answer would lack them. "
                "Ask a supervisor who reads them to gather it."
            )
        before = {_sameness(item.kind, item.content): item for item in request.items.all()}
        # Rows are never deleted by the site: those gathered before keep their place, new ones follow.
        place = max((item.place for item in before.values()), default=0)
        fresh: list[tuple[AccessItem, Gathered]] = []
        for row in gather(request.nominal_id):
            content = [list(pair) for pair in row.content]
            if content and _sameness(row.kind, content) not in before:
                place += 1
                fresh.append((_item(request, place, row, content), row))
        AccessItem.objects.bulk_create(item for item, _ in fresh)
        repeated = [(item, row.repeats) for item, row in fresh]
        note_repeats_of_each(repeated, nominal_id=request.nominal_id, shown=False)
        request.gathered_at = timezone.now()
        act.save(request, key="subject_request", fields=["gathered_at"])
    return [item for item, _ in fresh]


def _item(request: SubjectRequest, place: int, row: Gathered, content: list[list[str]]) -> AccessItem:
    return AccessItem(
        nominal_id=request.nominal_id,
        request=request,
        place=place,
        kind=row.kind,
        title=row.title,
        content=content,
        withheld=row.names_staff,
        free_text=row.free_text,
    )


def _sameness(kind: str, content: Sequence[Sequence[str]]) -> tuple[object, ...]:
    return (kind, *(tuple(pair) for pair in content))


def decide_item(
    actor: User,
    *,
    item_id: UUID,
    decision: str,
    withheld: Sequence[str] = (),
    ground: str = "",
    reason: str = "",
    silent: bool = False,
    today: date | None = None,
) -> AccessItem:
    """
    Decide what becomes of one thing.

    Parameters
        withheld: labels of the facts to withhold, for a decision to disclose with parts withheld.
        silent: do not even say that something is withheld, because that would undermine the restriction.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also once the whole is decided.
        BadInput: nothing chosen to withhold, no ground or no reason.

    Source: Data Protection Act 2018 ss.45(4)-(7), 45A.
    """
    item = get_item(actor, item_id)
    with answering(actor, item.request_id, ITEM_DECIDED, today=today, undecided=True) as (act, _):
        act.read_again(item)
        choices = [one for one in ItemDecision.values if one != ItemDecision.PROPOSED]
        choice_of(decision, choices, field="decision")
        labels = [label for label, _ in item.content]
        _check_withheld(decision, withheld, labels)
        withholds = decision in _WITHHOLDING
        if withholds:
            choice_of(ground, Ground.values, field="ground")
            missing = "Say why it is necessary to withhold it."
            reason = clean_text(reason, field="reason", missing=missing, most=MOST)
        if silent and (not withholds or ground == Ground.PRIVILEGE):
            raise BadInput(
                "Only a restriction under s.45(4) can be kept silent. Choose its ground, or let it be seen.",
                field="silent",
            )
        item.decision = decision
        item.withheld = list(withheld) if decision == ItemDecision.REDACT else labels if withholds else []
        item.ground, item.reason, item.silent = (ground, reason, silent) if withholds else ("", "", False)
        item.decided_by, item.decided_on = actor, act.today
        act.save(item, key="item", fields=_DECIDED)
    return item


def _check_withheld(decision: str, withheld: Sequence[str], labels: Sequence[str]) -> None:
    if decision == ItemDecision.REDACT:
        if not withheld or set(withheld) - set(labels):
            raise BadInput("Select which parts to withhold.", field="withheld")
        if set(withheld) == set(labels):
            raise BadInput(
                "Nothing would be left to disclose. Choose to withhold all of it.", field="decision"
            )
    if decision == ItemDecision.DISCLOSE and withheld:
        raise BadInput(
            "You ticked facts to withhold. Choose to disclose with parts withheld, or untick them.",
            field="decision",
        )


def decide_plain_items(actor: User, *, request_id: UUID, today: date | None = None) -> int:
    """
    Disclose everything that has no free text, with the names of staff withheld. The rest must be read.

    Returns how many items were decided.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also once the whole is decided.
    """
    with answering(actor, request_id, PLAIN_ITEMS_DECIDED, today=today, undecided=True) as (act, request):
        plain = request.items.filter(decision=ItemDecision.PROPOSED, free_text=False)
        decided = 0
        for item in plain:
            names = bool(item.withheld)
            item.decision = ItemDecision.REDACT if names else ItemDecision.DISCLOSE
            item.ground, item.reason = (Ground.OTHERS, STAFF) if names else ("", "")
            item.decided_by, item.decided_on = actor, act.today
            item.save()
            decided += 1
    return decided


def decide_outcome(
    actor: User, *, request_id: UUID, outcome: str, why: str = "", today: date | None = None
) -> SubjectRequest:
    """
    Decide the whole: what the letter will say, and the reasons for the record.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also if items are not decided, or
            the outcome does not fit what was decided about them.
        BadInput: no such outcome, or a refusal without reasons.

    Source: Data Protection Act 2018 ss.45(5)-(7), 53.
    """
    with answering(actor, request_id, ANSWER_DECIDED, today=today, undecided=True) as (act, request):
        choice_of(outcome, Outcome.values, field="outcome")
        missing = "" if outcome == Outcome.FULL else "Enter the reasons."
        why = clean_text(why, field="why", missing=missing, most=MOST)
        check_outcome(request, outcome)
        request.outcome, request.outcome_why = outcome, why
        request.decided_by, request.decided_on = actor, act.today
        act.save(request, key="subject_request", fields=_OUTCOME)
    return request


def send_back(actor: User, *, request_id: UUID) -> SubjectRequest:
    """
    Undo the decision on the whole, so that it can be changed. Its history keeps it.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; Conflict also if there is no decision.
    """
    with answering(actor, request_id, ANSWER_SENT_BACK) as (act, request):
        if not request.decided_on:
            raise Conflict("There is no decision to send back.")
        request.outcome, request.outcome_why, request.decided_by, request.decided_on = "", "", None, None
        act.save(request, key="subject_request", fields=_OUTCOME)
    return request


def release(actor: User, *, request_id: UUID, today: date | None = None) -> SubjectRequest:
    """
    Release the answer, as a second person who has checked it. The duty to answer is met.

    Raises
        NotFound, NotAllowed, Conflict: see `answering`; NotAllowed also for whoever decided.

    Source: Data Protection Act 2018 ss.45(3), 62(1)(d).
    """
    with answering(actor, request_id, RELEASED, today=today) as (act, request):
        if not request.decided_on:
            raise Conflict("Decide what the answer is first.")
        if request.decided_by_id == actor.pk:
            raise NotAllowed("You took this decision. Somebody else must check and release it.")
        check_outcome(request, request.outcome)
        request.released_on, request.released_by = act.today, actor
        act.save(request, key="subject_request", fields=["released_on", "released_by"])
        enter(
            actor,
            ANSWERED,
            nominal_id=request.nominal_id,
            detail={
                "subject_request": str(request.pk),
                "outcome": request.outcome,
            },
            why="answer to a request for access, DPA 2018 s.45",
            recipient="a representative of the person" if request.representative else "the person",
        )
    return request
