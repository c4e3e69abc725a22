"""Changing what an action asks, by when and of whom; and who in the agency does it. What it said before is kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import Agency, User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.plan.actions.checks import check_action
from cairn.plan.actions.models import Action, ActionState
from cairn.plan.actions.services import act_of_owing_agency, must_be_unfinished, settle_messages
from cairn.record.writing import Writing, changing

ACTION_CHANGED = declare("plan action changed", Act.ALTERATION, "Changed an action of the plan")
ACTION_NAMED = declare("plan action named", Act.ALTERATION, "Said who in the agency does an action")
_CHANGES = ("what", "agency", "due_on", "state", "accepted_on", "accepted_by", "declined_on", "named")


def change_action(
    actor: User,
    *,
    action_id: UUID,
    what: str,
    agency: Agency,
    due_on: date,
    why: str,
    today: date | None = None,
) -> Action:
    """
    Reword an action, give it another date, or give it to another agency, which is then asked to accept it.

    One that was declined waits to be accepted again. What was asked about it is answered by the change.

    Raises
        NotFound, NotAllowed: none that this user may see, or see cairn.access.owning.must_own.
        Conflict: it was completed or withdrawn already, nothing is changed, or that agency does not work with the
            person.
        BadInput: no reason, nothing said, or a new date that has passed.
    """
    found, doing = Action.objects.filter(pk=action_id).first(), "change an action"
    with changing(
        actor,
        found,
        ACTION_CHANGED,
        doing=doing,
        roles=PLAN_MAKERS,
        today=today,
        missing="There is no such action, or none that you may see.",
    ) as (act, action):
        must_be_unfinished(action)
        if not why.strip():
            raise BadInput("Say why the action is changed.", field="why")
        before = (action.what, action.agency_id, action.due_on)
        if (what.strip(), agency.pk, due_on) == before:
            raise Conflict("This is what the action says already. Change something.", field="what")
        if due_on != action.due_on:
            must_be_to_come(due_on, act.today)
        if agency.pk != action.agency_id or action.state == ActionState.DECLINED:
            ask_again(action)
        if agency.pk != action.agency_id:
            action.named = None
        action.what, action.agency, action.due_on, action.changed_why = what, agency, due_on, why.strip()
        check_action(action, act.today)
        act.save(action, fields=[*_CHANGES, "changed_why"], key="action")
        settle_messages(act, action, "changed")
    return action


def name_person(actor: User, *, action_id: UUID, person: User | None) -> Action:
    """
    Say who in the agency does the action, or that nobody is named.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency owes it.
        Conflict: it was completed or withdrawn already.
        BadInput: that person is not of the agency.
    """
    with act_of_owing_agency(actor, action_id, ACTION_NAMED) as (act, action):
        must_be_unfinished(action)
        if person is not None and person.agency_id != action.agency_id:
            raise BadInput("Choose somebody of your own agency.", field="person")
        action.named = person
        act.save(action, fields=["named"], key="action")
    return action


def set_date(act: Writing, action: Action, due_on: date | None, why: str) -> None:
    """
    Give an action a later or earlier date, as was asked for.

    Raises
        BadInput: no date, or one that has passed.
    """
    if due_on is None:
        raise BadInput("Enter the new date.", field="due_on")
    must_be_to_come(due_on, act.today)
    if action.state == ActionState.DECLINED:
        ask_again(action)
    action.due_on, action.changed_why = due_on, why
    check_action(action, act.today)
    act.save(action, fields=[*_CHANGES, "changed_why"], key="action")


def ask_again(action: Action) -> None:
    """Let an action wait to be accepted."""
    action.state, action.accepted_on, action.accepted_by = ActionState.PROPOSED, None, None
    action.declined_on = None


def must_be_to_come(due_on: date, today: date) -> None:
    """
    Raises
        BadInput: the day has passed.
    """
    if due_on < today:
        raise BadInput(f"{in_words(due_on)} has passed. Enter today or a later day.", field="due_on")
