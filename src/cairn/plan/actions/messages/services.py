"""
What is said about an action: the agency that is to do it declines it, asks for more time, asks a question or
comments; whoever makes the plan answers, or comments.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.plan.actions.changing import ask_again, set_date
from cairn.plan.actions.messages.models import ActionMessage, AnswerKind, MessageKind
from cairn.plan.actions.messages.queries import get_message
from cairn.plan.actions.models import Action, ActionState
from cairn.plan.actions.queries import get_action
from cairn.plan.actions.services import act_of_owing_agency, end_by_withdrawal, must_be_unfinished
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.writing import Writing, changing

ACTION_DECLINED = declare("plan action declined", Act.ALTERATION, "Declined an action of the plan")
SAID = declare("plan action message", Act.COLLECTION, "Said something about an action of the plan")
ANSWERED = declare("plan action answer", Act.ALTERATION, "Answered an agency about an action of the plan")
_MOST = 4000
# What can be decided about each kind of message.
ANSWERS = {
    MessageKind.QUESTION: (AnswerKind.ANSWERED,),
    MessageKind.MORE_TIME: (AnswerKind.NEW_DATE, AnswerKind.REFUSED, AnswerKind.WITHDRAWN),
    MessageKind.DECLINE: (AnswerKind.REFUSED, AnswerKind.NEW_DATE, AnswerKind.WITHDRAWN),
}


def decline_action(actor: User, *, action_id: UUID, reason: str) -> ActionMessage:
    """
    Decline an action for the agency that was to do it. Whoever makes the plan decides what becomes of it.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency's.
        Conflict: it was declined, completed or withdrawn already.
        BadInput: no reason.
    """
    with act_of_owing_agency(actor, action_id, ACTION_DECLINED) as (act, action):
        if action.state == ActionState.DECLINED:
            raise Conflict("This action is already declined.")
        message = _say(act, action, MessageKind.DECLINE, reason, field="reason")
        action.state, action.declined_on = ActionState.DECLINED, act.today
        act.save(action, fields=["state", "declined_on"], key="action")
    return message


def ask_more_time(actor: User, *, action_id: UUID, until: date, reason: str) -> ActionMessage:
    """
    Ask that an action be due later. It stays due on its day until that is answered.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency's.
        Conflict: it is not to be done by the agency now.
        BadInput: no reason, or a day that is not later.
    """
    with act_of_owing_agency(actor, action_id, SAID) as (act, action):
        if action.state == ActionState.DECLINED:
            raise Conflict("Your agency declined this action. There is nothing to be given more time for.")
        if until <= action.due_on or until < act.today:
            raise BadInput("Enter a day after the one on which it is due.", field="until")
        return _say(act, action, MessageKind.MORE_TIME, reason, field="reason", asked_due_on=until)


def ask_question(actor: User, *, action_id: UUID, text: str) -> ActionMessage:
    """
    Ask whoever makes the plan something about an action.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency's.
        Conflict: it was completed or withdrawn already.
        BadInput: nothing asked.
    """
    with act_of_owing_agency(actor, action_id, SAID) as (act, action):
        return _say(act, action, MessageKind.QUESTION, text)


def comment_on_action(actor: User, *, action_id: UUID, text: str) -> ActionMessage:
    """
    Say something about an action, for its agency or as one of those who make the plan.

    Raises
        NotFound, NotAllowed: none that this user may see, or see cairn.access.owning.must_own.
        Conflict: it was completed or withdrawn already.
        BadInput: nothing said.
    """
    found = get_action(action_id)
    if found.agency_id == actor.agency_id:
        with act_of_owing_agency(actor, action_id, SAID) as (act, action):
            return _say(act, action, MessageKind.COMMENT, text)
    with changing(actor, found, SAID, doing="comment on an action", roles=PLAN_MAKERS) as (act, action):
        return _say(act, action, MessageKind.COMMENT, text)


def answer_message(
    actor: User, *, message_id: UUID, answer_kind: str, answer: str, due_on: date | None = None
) -> ActionMessage:
    """
    Answer what an agency asked, or decide about an action that it declined.

    Parameters
        answer_kind: one of `ANSWERS` for this kind of message. A new date, or a refusal of one that was declined,
            lets the action wait to be accepted again.

    Raises
        NotFound, NotAllowed: none that this user may see, or see cairn.access.owning.must_own.
        Conflict: it is answered already, or the action was completed or withdrawn.
        BadInput: nothing said, no such decision, or no new date.
    """
    found = get_message(message_id)
    with changing(actor, found, ANSWERED, doing="answer about an action", roles=PLAN_MAKERS) as (
        act,
        message,
    ):
        if not message.waits:
            raise Conflict("This is answered already, or wants no answer.")
        kind = MessageKind(message.kind)
        message.answer_kind = choice_of(
            answer_kind, [each.value for each in ANSWERS[kind]], field="answer_kind"
        )
        message.answer = clean_text(answer, field="answer", missing="Enter your answer.", most=_MOST)
        action = (
            Action.objects.select_for_update(of=("self",))
            .select_related("agency", "plan")
            .get(pk=message.action_id)
        )
        if kind != MessageKind.QUESTION:
            must_be_unfinished(action)
            _decide(act, action, message, due_on)
        message.answered_on, message.answered_by = act.today, actor
        act.save(message, fields=["answer_kind", "answer", "answered_on", "answered_by"])
    return message


def _decide(act: Writing, action: Action, message: ActionMessage, due_on: date | None) -> None:
    if message.answer_kind == AnswerKind.WITHDRAWN:
        end_by_withdrawal(act, action, message.answer)
    elif message.answer_kind == AnswerKind.NEW_DATE:
        set_date(act, action, due_on, message.answer)
    elif message.kind == MessageKind.DECLINE:
        ask_again(action)
        fields = ["state", "accepted_on", "accepted_by", "declined_on"]
        act.save(action, fields=fields, key="action")


def _say(
    act: Writing,
    action: Action,
    kind: MessageKind,
    text: str,
    *,
    field: str = "text",
    asked_due_on: date | None = None,
) -> ActionMessage:
    must_be_unfinished(action)
    message = ActionMessage(
        nominal=act.nominal,
        action=action,
        agency_id=action.agency_id,
        kind=kind,
        text=clean_text(text, field=field, missing="Enter what you want to say.", most=_MOST),
        asked_due_on=asked_due_on,
        said_by=act.actor,
        said_on=act.today,
    )
    act.save(message)
    return message
