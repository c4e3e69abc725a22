"""What is asked of a plan and of an action whenever they are written; their texts are tidied."""

from __future__ import annotations

from datetime import date

from cairn.access.models import Partnership
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.plan.actions.models import Action, ActionState, Pillar, Plan

# An action due later than anybody lives is a slip of the hand.
_LONGEST_YEARS = 100


def check_plan(plan: Plan, today: date) -> None:
    """
    Raises
        BadInput: agreed in the future.
        Conflict: an action of it was agreed before that day; `about` says which.
    """
    if plan.agreed_on > today:
        raise BadInput(
            f"The plan was agreed on {in_words(plan.agreed_on)}, which is in the future.", field="agreed_on"
        )
    plan.summary = plan.summary.strip()
    if plan._state.adding:  # noqa: SLF001  Django's own API
        return
    earlier = plan.actions.filter(agreed_on__lt=plan.agreed_on).order_by("agreed_on").first()
    if earlier is not None:
        raise Conflict(
            f"An action in it was agreed on {in_words(earlier.agreed_on)}, before that day. Correct that one "
            "first.",
            field="agreed_on",
            about=("plan_action", earlier.pk),
        )


def check_action(action: Action, today: date) -> None:
    """
    Raises
        BadInput: unknown pillar, nothing said, due before agreed, agreed before the plan or in the future, or
            after it was accepted or completed.
        Conflict: the agency does not work with this person, or another has accepted the action.
    """
    plan, agreed_on, due_on = action.plan, action.agreed_on, action.due_on
    if action.pillar not in Pillar.values:
        raise BadInput(
            f"'{action.pillar}' is not a pillar of the plan. Choose {', '.join(Pillar.values)}.",
            field="pillar",
        )
    action.what = action.what.strip()
    if not action.what:
        raise BadInput("Say what is to be done.", field="what")
    if len(action.what) > 300:
        raise BadInput(f"This has {len(action.what)} characters. Use 300 or fewer.", field="what")
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
    _check_done(action)
    _check_agency(action, today)


def _check_done(action: Action) -> None:
    for day, how in ((action.accepted_on, "accepted"), (action.completed_on, "completed")):
        if day is not None and day < action.agreed_on:
            raise BadInput(
                f"It was {how} on {in_words(day)}, before {in_words(action.agreed_on)}. Check the day.",
                field="agreed_on",
            )


def _check_agency(action: Action, today: date) -> None:
    """That the agency can owe it: it works with the person, and nobody of another has taken it on."""
    if not action._state.adding:  # noqa: SLF001  Django's own API
        owed_by = Action.objects.filter(pk=action.pk).values_list("agency_id", flat=True).first()
        if owed_by == action.agency_id:
            return
        if action.state != ActionState.PROPOSED:
            raise Conflict(
                f"The agency has {action.get_state_display().lower()} it. Withdraw the action, and add it for the "
                "other agency.",
                field="agency",
            )
    partners = Partnership.objects.filter(nominal_id=action.nominal_id, agency_id=action.agency_id)
    if not any(partnership.current_on(today) for partnership in partners):
        raise Conflict(
            "That agency does not work with this person. Give it access first, then add its action.",
            field="agency",
        )
