"""
Making a risk management plan, and seeing its actions done.

The agency that owns the record agrees the plan and who owes what to it; the agency that owes an
action accepts and completes it. Row security says the same, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from cairn.accounts.models import Agency, User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Act, Operation, declare
from cairn.plan.actions.checks import check_action, check_plan
from cairn.plan.actions.models import UNFINISHED, Action, ActionState, Plan
from cairn.record.writing import Writing, changing, writing, writing_as_allowed

PLAN_AGREED = declare("plan", Act.COLLECTION, "Agreed a risk management plan")
ACTION_ADDED = declare("plan action", Act.COLLECTION, "Added an action to the plan")
ACTION_ACCEPTED = declare("plan action accepted", Act.ALTERATION, "Accepted an action of the plan")
ACTION_COMPLETED = declare("plan action completed", Act.ALTERATION, "Completed an action of the plan")
ACTION_WITHDRAWN = declare("plan action withdrawn", Act.ALTERATION, "Withdrew an action of the plan")

_NO_SUCH_PLAN = "There is no such plan, or none that you may see."
_NO_SUCH_ACTION = "There is no such action, or none that you may see."
_LIVE = (ActionState.PROPOSED, ActionState.ACCEPTED)


def agree_plan(
    actor: User, *, nominal_id: UUID, agreed_on: date, summary: str = "", today: date | None = None
) -> Plan:
    """
    Open the person's risk management plan.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: agreed in the future.
        Conflict: a plan is open already; its actions can be added to.

    Source: MAPPA Guidance, risk management plans (every person managed has one).
    """
    doing = "agree a plan"
    with writing(actor, nominal_id, PLAN_AGREED, doing=doing, roles=PLAN_MAKERS, today=today) as act:
        plan = Plan(nominal=act.nominal, agreed_on=agreed_on, agreed_by=actor, summary=summary)
        check_plan(plan, act.today)
        opened = Plan.objects.filter(nominal_id=nominal_id, closed_on=None).first()
        if opened is not None:
            message, about = (
                "A risk management plan is open already: add actions to it.",
                ("plan_plan", opened.pk),
            )
            raise Conflict(message, field="agreed_on", about=about)
        act.save(plan)
    return plan


def add_action(
    actor: User,
    *,
    plan_id: UUID,
    pillar: str,
    what: str,
    agency: Agency,
    due_on: date,
    agreed_on: date | None = None,
    today: date | None = None,
) -> Action:
    """
    Add something that one agency owes to an open plan, by a day, under one of the four pillars.

    Parameters
        agreed_on: the day it was agreed; default today.

    Raises
        NotFound, NotAllowed: no such plan, or see cairn.access.owning.must_own.
        BadInput: unknown pillar, nothing said, due before agreed, agreed before the plan or in the future.
        Conflict: the plan is closed, or the agency does not work with this person.

    Source: MAPPA Guidance: each action has an owner and a date.
    """
    found, doing = Plan.objects.filter(pk=plan_id).first(), "add an action to a plan"
    with changing(
        actor, found, ACTION_ADDED, doing=doing, roles=PLAN_MAKERS, today=today, missing=_NO_SUCH_PLAN
    ) as (act, plan):
        if plan.closed_on is not None:
            raise Conflict(f"The plan was closed on {in_words(plan.closed_on)}. Agree a new one first.")
        action = Action(
            nominal=act.nominal,
            plan=plan,
            pillar=pillar,
            what=what,
            agency=agency,
            agreed_on=agreed_on or act.today,
            due_on=due_on,
        )
        check_action(action, act.today)
        act.save(action, key="action")
    return action


def accept_action(actor: User, *, action_id: UUID, on: date | None = None) -> Action:
    """
    Accept an action for the agency that owes it.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency owes it.
        Conflict: it is not waiting to be accepted.
        BadInput: accepted before it was agreed, or in the future.
    """
    with act_of_owing_agency(actor, action_id, ACTION_ACCEPTED) as (act, action):
        on = _not_before_agreed(action, on)
        if action.state != ActionState.PROPOSED:
            raise Conflict(f"This action cannot be accepted: it is {action.get_state_display().lower()}.")
        action.state, action.accepted_on, action.accepted_by = ActionState.ACCEPTED, on, actor
        act.save(action, fields=["state", "accepted_on", "accepted_by"], key="action")
    return action


def complete_action(actor: User, *, action_id: UUID, outcome: str, on: date | None = None) -> Action:
    """
    Say that an action was done, and what came of it. One not yet accepted is accepted with it.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency owes it.
        Conflict: it was completed or withdrawn already.
        BadInput: no outcome, done before it was agreed, or in the future.
    """
    with act_of_owing_agency(actor, action_id, ACTION_COMPLETED) as (act, action):
        on = _not_before_agreed(action, on)
        if action.state not in _LIVE:
            raise Conflict(f"This action is already {action.get_state_display().lower()}.")
        if not outcome.strip():
            raise BadInput("Say what was done and what came of it.", field="outcome")
        if action.accepted_by is None:
            action.accepted_on, action.accepted_by = on, actor
        action.state, action.outcome = ActionState.COMPLETED, outcome.strip()
        action.completed_on, action.completed_by = on, actor
        fields = ["state", "outcome", "accepted_on", "accepted_by", "completed_on", "completed_by"]
        act.save(action, fields=fields, key="action")
    return action


def withdraw_action(actor: User, *, action_id: UUID, reason: str, today: date | None = None) -> Action:
    """
    Withdraw an action that is no longer needed; the agency that owns the record decides that.

    Raises
        NotFound, NotAllowed: none that this user may see, or see cairn.access.owning.must_own.
        Conflict: it was completed or withdrawn already.
        BadInput: no reason.
    """
    found, doing = Action.objects.filter(pk=action_id).first(), "withdraw an action"
    with changing(
        actor, found, ACTION_WITHDRAWN, doing=doing, roles=PLAN_MAKERS, today=today, missing=_NO_SUCH_ACTION
    ) as (act, action):
        must_be_unfinished(action)
        if not reason.strip():
            raise BadInput("Say why the action is withdrawn.", field="reason")
        end_by_withdrawal(act, action, reason.strip())
        settle_messages(act, action, "withdrawn")
    return action


def end_by_withdrawal(act: Writing, action: Action, why: str) -> None:
    """Say of an action that it is no longer needed, and why."""
    action.state, action.outcome = ActionState.WITHDRAWN, why
    act.save(action, fields=["state", "outcome"], key="action")


def settle_messages(act: Writing, action: Action, how: str) -> None:
    """Answer what was asked about an action by what was done with it."""
    for message in action.messages.filter(answer_kind="").exclude(kind="comment"):
        message.answer_kind, message.answered_on, message.answered_by = how, act.today, act.actor
        act.save(message, fields=["answer_kind", "answered_on", "answered_by"])


def must_be_unfinished(action: Action) -> None:
    """
    Raises
        Conflict: it was completed or withdrawn already.
    """
    if action.state not in UNFINISHED:
        raise Conflict(f"This action is already {action.get_state_display().lower()}.")


@contextmanager
def act_of_owing_agency(
    actor: User, action_id: UUID, operation: Operation
) -> Iterator[tuple[Writing, Action]]:
    """
    An act of the agency that owes an action.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency owes it.
    """
    found = Action.objects.select_related("nominal").filter(pk=action_id).first()
    if found is None:
        raise NotFound(_NO_SUCH_ACTION)
    if found.agency_id != actor.agency_id:
        raise NotAllowed(
            "Another agency is responsible for this action. Only its people can accept and complete it."
        )
    with writing_as_allowed(actor, found.nominal, operation) as act:
        # Two people may press the button at once. Only those who may change the row can lock it.
        locked = Action.objects.select_for_update().filter(pk=action_id).first()
        yield act, locked or found


def _not_before_agreed(action: Action, on: date | None) -> date:
    today = this_day()
    on = on or today
    if on > today or on < action.agreed_on:
        raise BadInput(
            f"That happened between {in_words(action.agreed_on)}, when it was agreed, and today; "
            f"this says {in_words(on)}.",
            field="on",
        )
    return on
