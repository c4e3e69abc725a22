"""The plan that is open, and who owes what to it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.errors import NotFound
from cairn.plan.actions.models import Action, ActionState, Plan


def open_plan(nominal_id: UUID) -> Plan | None:
    """The person's open plan, or None."""
    return Plan.objects.filter(nominal_id=nominal_id, closed_on=None).select_related("agreed_by").first()


def plans_of(nominal_id: UUID) -> list[Plan]:
    """Every plan, closed ones too, newest first, with who agreed it."""
    plans = Plan.objects.filter(nominal_id=nominal_id).select_related("agreed_by")
    return list(plans.order_by("-agreed_on", "id"))


def actions_of(nominal_id: UUID) -> list[Action]:
    """Every action of every plan, those due first at the top, with the agency that owes it."""
    actions = Action.objects.filter(nominal_id=nominal_id)
    return list(actions.select_related("agency", "accepted_by", "completed_by").order_by("due_on", "id"))


def completed_by(agency_id: UUID, nominal_id: UUID, *, since: date) -> list[Action]:
    """What an agency owed to a person's plans and completed on a day or after it, the latest first."""
    done = Action.objects.filter(
        nominal_id=nominal_id, agency_id=agency_id, state=ActionState.COMPLETED, completed_on__gte=since
    )
    return list(done.select_related("completed_by").order_by("-completed_on", "id"))


def get_action(action_id: UUID) -> Action:
    """
    One action, with the agency that owes it; not its plan, which not every agency that owes one may read.

    Raises
        NotFound: none, or none that this user may see; one message for both.
    """
    action = (
        Action.objects.filter(pk=action_id).select_related("agency", "accepted_by", "completed_by").first()
    )
    if action is None:
        raise NotFound("There is no such action, or none that you may see.")
    return action
