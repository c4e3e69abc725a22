"""
Making a risk management plan, and seeing its actions done.

The agency that owns the record agrees the plan and who owes what to it; the agency that owes an
action accepts and completes it. Row security says the same, row by row.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from cairn.access.models import Partnership
from cairn.access.owning import must_own
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import enter
from cairn.plan.actions.models import Action, ActionState, Pillar, Plan

PLAN_AGREED = declare("plan", Act.COLLECTION, "Agreed a risk management plan")
ACTION_ADDED = declare("plan action", Act.COLLECTION, "Added an action to the plan")
ACTION_ACCEPTED = declare("plan action accepted", Act.ALTERATION, "Accepted an action of the plan")
ACTION_COMPLETED = declare("plan action completed", Act.ALTERATION, "Completed an action of the plan")
ACTION_WITHDRAWN = declare("plan action withdrawn", Act.ALTERATION, "Withdrew an action of the plan")

# An action due later than anybody lives is a slip of the hand.
_LONGEST_YEARS = 100
_LIVE = (ActionState.PROPOSED, ActionState.ACCEPTED)


@transaction.atomic
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
    today = today or this_day()
    must_own(actor, nominal_id, roles=PLAN_MAKERS, act="agree a plan", as_at=today)
    if agreed_on > today:
        raise BadInput(
            f"The plan was agreed on {in_words(agreed_on)}, which is in the future.", field="agreed_on"
        )
    if Plan.objects.filter(nominal_id=nominal_id, closed_on=None).exists():
        raise _plan_open_already()
    plan = Plan(nominal_id=nominal_id, agreed_on=agreed_on, agreed_by=actor, summary=summary.strip())
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:
        # The same button pressed twice: the other press was quicker.
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise _plan_open_already() from error
    enter(actor, PLAN_AGREED, nominal_id=nominal_id, detail={"plan": str(plan.pk)})
    announce(FactsChanged(nominal_id))
    return plan


def _plan_open_already() -> Conflict:
    return Conflict("A risk management plan is open already: add actions to it.", field="agreed_on")


@transaction.atomic
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
    today = today or this_day()
    agreed_on = agreed_on or today
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("There is no such plan, or none that you may see.")
    must_own(actor, plan.nominal_id, roles=PLAN_MAKERS, act="add an action to a plan", as_at=today)
    if plan.closed_on is not None:
        raise Conflict(f"The plan was closed on {in_words(plan.closed_on)}; agree a new one first.")
    _check_action(plan, pillar=pillar, what=what, due_on=due_on, agreed_on=agreed_on, today=today)
    partners = Partnership.objects.filter(nominal_id=plan.nominal_id, agency=agency)
    if not any(partnership.current_on(today) for partnership in partners):
        raise Conflict(
            "That agency does not work with this person. Give it access first, then add its action.",
            field="agency",
        )
    action = Action.objects.create(
        nominal_id=plan.nominal_id,
        plan=plan,
        pillar=pillar,
        what=what.strip(),
        agency=agency,
        agreed_on=agreed_on,
        due_on=due_on,
    )
    _enter(actor, ACTION_ADDED, action)
    return action


def _check_action(plan: Plan, *, pillar: str, what: str, due_on: date, agreed_on: date, today: date) -> None:
    if pillar not in Pillar.values:
        raise BadInput(f"'{pillar}' is not a pillar; choose {', '.join(Pillar.values)}.", field="pillar")
    if not what.strip():
        raise BadInput("Say what is to be done.", field="what")
    if len(what.strip()) > 300:
        raise BadInput(f"Say it in 300 characters; this is {len(what.strip())}.", field="what")
    if agreed_on > today or agreed_on < plan.agreed_on:
        raise BadInput(
            f"An action is agreed between the plan's own day ({in_words(plan.agreed_on)}) and today; "
            f"this says {in_words(agreed_on)}.",
            field="agreed_on",
        )
    if due_on < agreed_on:
        raise BadInput(
            f"Due {in_words(due_on)} is before the action was agreed, {in_words(agreed_on)}.", field="due_on"
        )
    if due_on.year > agreed_on.year + _LONGEST_YEARS:
        raise BadInput(
            f"Due {in_words(due_on)} is more than {_LONGEST_YEARS} years away. Check the year.",
            field="due_on",
        )


@transaction.atomic
def accept_action(actor: User, *, action_id: UUID, on: date | None = None) -> Action:
    """
    Accept an action for the agency that owes it.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency owes it.
        Conflict: it is not waiting to be accepted.
        BadInput: accepted before it was agreed, or in the future.
    """
    action = _owed(actor, action_id)
    on = _not_before_agreed(action, on)
    if action.state != ActionState.PROPOSED:
        raise Conflict(f"This action is not waiting to be accepted: it is {action.state}.")
    action.state, action.accepted_on, action.accepted_by = ActionState.ACCEPTED, on, actor
    action.save(update_fields=["state", "accepted_on", "accepted_by"])
    _enter(actor, ACTION_ACCEPTED, action)
    return action


@transaction.atomic
def complete_action(actor: User, *, action_id: UUID, outcome: str, on: date | None = None) -> Action:
    """
    Say that an action was done, and what came of it. One not yet accepted is accepted with it.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency owes it.
        Conflict: it was completed or withdrawn already.
        BadInput: no outcome, done before it was agreed, or in the future.
    """
    action = _owed(actor, action_id)
    on = _not_before_agreed(action, on)
    if action.state not in _LIVE:
        raise Conflict(f"This action is {action.state} already.")
    if not outcome.strip():
        raise BadInput("Say what was done and what came of it.", field="outcome")
    if action.accepted_by is None:
        action.accepted_on, action.accepted_by = on, actor
    action.state, action.outcome = ActionState.COMPLETED, outcome.strip()
    action.completed_on, action.completed_by = on, actor
    action.save(
        update_fields=["state", "outcome", "accepted_on", "accepted_by", "completed_on", "completed_by"]
    )
    _enter(actor, ACTION_COMPLETED, action)
    return action


@transaction.atomic
def withdraw_action(actor: User, *, action_id: UUID, reason: str, today: date | None = None) -> Action:
    """
    Withdraw an action that is no longer needed; the agency that owns the record decides that.

    Raises
        NotFound, NotAllowed: none that this user may see, or see cairn.access.owning.must_own.
        Conflict: it was completed or withdrawn already.
        BadInput: no reason.
    """
    action = _locked(action_id)
    must_own(actor, action.nominal_id, roles=PLAN_MAKERS, act="withdraw an action", as_at=today or this_day())
    if action.state not in _LIVE:
        raise Conflict(f"This action is {action.state} already.")
    if not reason.strip():
        raise BadInput("Say why the action is withdrawn.", field="reason")
    action.state, action.outcome = ActionState.WITHDRAWN, reason.strip()
    action.save(update_fields=["state", "outcome"])
    _enter(actor, ACTION_WITHDRAWN, action)
    return action


def _locked(action_id: UUID) -> Action:
    action = Action.objects.filter(pk=action_id).first()
    if action is None:
        raise NotFound("There is no such action, or none that you may see.")
    # Two people may press the button at once. Only those who may change the row can lock it.
    return Action.objects.select_for_update().filter(pk=action_id).first() or action


def _owed(actor: User, action_id: UUID) -> Action:
    action = _locked(action_id)
    if action.agency_id != actor.agency_id:
        raise NotAllowed("Another agency owes this action; only its people accept and complete it.")
    return action


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


def _enter(actor: User, operation: Operation, action: Action) -> None:
    enter(actor, operation, nominal_id=action.nominal_id, detail={"action": str(action.pk)})
    announce(FactsChanged(action.nominal_id))
