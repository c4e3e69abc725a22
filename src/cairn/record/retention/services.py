"""Deciding whether a record is kept or disposed of, and holding it back from disposal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import add_months, in_words
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.operations import Act, declare
from cairn.record.facts import person_facts
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.retention.models import Decision, LegalHold, RetentionReview
from cairn.record.retention.obstacles import refuse_while_bound, refuse_while_needed
from cairn.record.retention.queries import get_review, review_due, standing_disposal
from cairn.record.retention.schedule import current
from cairn.record.rulebook.queries import current_book
from cairn.record.writing import changing, writing

REVIEWED = declare("retention review", Act.COLLECTION, "Reviewed whether the record is still needed")
DISPOSAL_CONFIRMED = declare(
    "disposal confirmed", Act.ALTERATION, "Confirmed that the record is to be disposed of"
)
DISPOSAL_WITHDRAWN = declare(
    "disposal withdrawn", Act.ALTERATION, "Withdrew the decision to dispose of the record"
)
HOLD_SET = declare("legal hold", Act.COLLECTION, "Set a legal hold")
HOLD_LIFTED = declare("legal hold", Act.ALTERATION, "Lifted a legal hold")

_MOST = 4000


def record_review(
    actor: User,
    *,
    nominal_id: UUID,
    decision: str,
    reason: str,
    answers: Mapping[str, str],
    next_due_on: date | None = None,
    today: date | None = None,
) -> RetentionReview:
    """
    Record a review of the need to keep the record: keep it until another day, or dispose of it.

    Parameters
        answers: to each question of the schedule's necessity test, "yes", "no" or "not-known".
        next_due_on: of a decision to keep: the day of the next review, no later than the schedule's.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: a question without an answer, no reason, or a next day that cannot be.
        Conflict: a decision to dispose stands already, or something else needs the record.
        RuleRefused: the person is registered, or an order runs: the record is kept without a review.

    Source: Data Protection Act 2018 s.39; APP information management, review, retention and disposal.
    """
    doing = "review the retention of a record"
    with writing(actor, nominal_id, REVIEWED, doing=doing, roles=RECORDS_DECIDERS, today=today) as act:
        choice_of(decision, Decision.values, field="decision")
        reason = clean_text(reason, field="reason", missing="Say why.", most=_MOST)
        answers = _answered(answers)
        if standing_disposal(nominal_id):
            raise Conflict(
                "It has been decided to dispose of this record. Withdraw that decision before you review again."
            )
        person, book = person_facts(nominal_id), current_book()
        refuse_while_bound(person, as_at=act.today, book=book)
        due = review_due(nominal_id, as_at=act.today)
        if decision == Decision.DISPOSE:
            next_due_on = None
            refuse_while_needed(nominal_id, person, as_at=act.today, book=book)
        else:
            _check_next(next_due_on, today=act.today, most_months=due.rule.review_months)
        review = RetentionReview(
            nominal=act.nominal,
            rule=due.rule.key,
            due_on=due.due,
            reviewed_on=act.today,
            reviewed_by=actor,
            answers=answers,
            decision=decision,
            reason=reason,
            next_due_on=next_due_on,
        )
        act.save(review)
    return review


def _answered(answers: Mapping[str, str]) -> dict[str, str]:
    wanted = {question.question: question.asks for question in current().questions}
    for key, asks in wanted.items():
        if answers.get(key) not in {"yes", "no", "not-known"}:
            raise BadInput(f"Answer the question: {asks}", field=key)
    return {key: answers[key] for key in wanted}


def _check_next(day: date | None, *, today: date, most_months: int) -> None:
    if day is None:
        raise BadInput("Enter the day of the next review.", field="next_due_on")
    if day <= today:
        raise BadInput(
            f"The next review cannot be on {in_words(day)}. Give a later day.", field="next_due_on"
        )
    latest = add_months(today, most_months)
    if day > latest:
        raise BadInput(
            f"The schedule asks for a review by {in_words(latest)}. Give that day or an earlier one.",
            field="next_due_on",
        )


def confirm_disposal(actor: User, *, review_id: UUID, today: date | None = None) -> RetentionReview:
    """
    Confirm, as a second person, another's decision to dispose. The job carries it out after the wait.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own; NotAllowed also for whoever decided.
        Conflict: it was withdrawn or confirmed, or something needs the record by now.
        RuleRefused: the person is registered by now, or an order runs.
    """
    found, roles, doing = get_review(review_id), RECORDS_DECIDERS, "confirm a disposal"
    operation = DISPOSAL_CONFIRMED
    with changing(actor, found, operation, doing=doing, roles=roles, today=today) as (act, review):
        if not review.awaiting_confirmation:
            raise Conflict("This decision was already confirmed or withdrawn.")
        if review.reviewed_by_id == actor.pk:
            raise NotAllowed("You took this decision. Somebody else must check and confirm it.")
        person, book = person_facts(review.nominal_id), current_book()
        refuse_while_needed(review.nominal_id, person, as_at=act.today, book=book)
        review.confirmed_on, review.confirmed_by = act.today, actor
        act.save(review, fields=["confirmed_on", "confirmed_by"])
    return review


def withdraw_disposal(
    actor: User, *, review_id: UUID, reason: str, today: date | None = None
) -> RetentionReview:
    """
    Take back a decision to dispose, confirmed or not, before it is carried out.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no reason.
        Conflict: there is no such decision to take back.
    """
    found, roles, doing = get_review(review_id), RECORDS_DECIDERS, "withdraw a disposal"
    operation = DISPOSAL_WITHDRAWN
    with changing(actor, found, operation, doing=doing, roles=roles, today=today) as (act, review):
        if review.decision != Decision.DISPOSE or review.withdrawn_on:
            raise Conflict("There is no decision to dispose of this record to withdraw.")
        missing = "Say why it is withdrawn."
        review.withdrawn_why = clean_text(reason, field="reason", missing=missing, most=_MOST)
        review.withdrawn_on, review.withdrawn_by = act.today, actor
        act.save(review, fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
    return review


def set_hold(actor: User, *, nominal_id: UUID, reason: str, today: date | None = None) -> LegalHold:
    """
    Forbid disposal for a reason, until the hold is lifted. Several may stand at once.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no reason.
    """
    doing = "set a legal hold"
    with writing(actor, nominal_id, HOLD_SET, doing=doing, roles=RECORDS_DECIDERS, today=today) as act:
        hold = LegalHold(
            nominal=act.nominal,
            reason=clean_text(reason, field="reason", missing="Say what the record is held for.", most=_MOST),
            set_on=act.today,
            set_by=actor,
        )
        act.save(hold)
    return hold


def lift_hold(actor: User, *, hold_id: UUID, reason: str, today: date | None = None) -> LegalHold:
    """
    End a legal hold.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no reason.
        Conflict: it was lifted already.
    """
    found, doing = LegalHold.objects.filter(pk=hold_id).first(), "lift a legal hold"
    missing, roles = "There is no such legal hold, or none that you may see.", RECORDS_DECIDERS
    with changing(actor, found, HOLD_LIFTED, doing=doing, roles=roles, today=today, missing=missing) as (
        act,
        hold,
    ):
        if hold.lifted_on:
            raise Conflict(f"This hold was lifted on {in_words(hold.lifted_on)} already.")
        hold.lifted_why = clean_text(reason, field="reason", missing="Say why it is lifted.", most=_MOST)
        hold.lifted_on, hold.lifted_by = act.today, actor
        act.save(hold, fields=["lifted_on", "lifted_by", "lifted_why"])
    return hold
