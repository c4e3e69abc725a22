"""The plan that is open, and who owes what to it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.accounts.agencies.queries import agencies_by_id, users_named
from cairn.accounts.models import Agency
from cairn.errors import NotFound
from cairn.plan.actions.models import Action, ActionState, Plan
from cairn.subjects.writings import past_model


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
    return list(
        actions.select_related("agency", "accepted_by", "completed_by", "named").order_by("due_on", "id")
    )


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
        Action.objects.filter(pk=action_id)
        .select_related("agency", "accepted_by", "completed_by", "named")
        .first()
    )
    if action is None:
        raise NotFound("There is no such action, or none that you may see.")
    return action


@dataclass(frozen=True, slots=True)
class Wording:
    """
    What an action said before it was changed.

    Parameters
        changed_by, changed_at, why: of the change that ended it.
    """

    what: str
    agency: Agency
    due_on: date
    changed_by: str
    changed_at: datetime
    why: str


def wordings_before(action: Action) -> list[Wording]:
    """What an action asked, by when and of whom before each change that the user may see, the latest first."""
    past = list(past_model(Action).objects.filter(pgh_obj_id=action.pk).order_by("pgh_id"))
    changes = [
        (was, now)
        for was, now in itertools.pairwise(past)
        if (was.what, was.agency_id, was.due_on) != (now.what, now.agency_id, now.due_on)
    ]
    if not changes:
        return []
    agencies = agencies_by_id({was.agency_id for was, _ in changes})
    names = users_named({now.pgh_by for _, now in changes if now.pgh_by})
    return [
        Wording(
            what=was.what,
            agency=agencies[was.agency_id],
            due_on=was.due_on,
            changed_by=names.get(now.pgh_by, "somebody"),
            changed_at=now.pgh_created_at,
            why=now.changed_why,
        )
        for was, now in reversed(changes)
    ]
