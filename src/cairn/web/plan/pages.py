"""The pages that make the plan: agree one, add an action, and for the agency that owes it, accept and complete it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.errors import NotAllowed
from cairn.plan.actions.models import Action, Plan
from cairn.plan.actions.queries import get_action, open_plan
from cairn.plan.actions.services import accept_action, add_action, agree_plan, complete_action
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Data, Done, GoTo, Ids, Opened, Typed, asking
from cairn.web.actions.watching import PastWatch, of_person
from cairn.web.plan.forms import ActionForm, OutcomeForm, PlanForm

NOT_A_PLANNER = "The agency that owns the record makes its plan, in a role that plans."


def _to_plan(opened: Opened) -> str:
    return reverse("plan", args=[opened.nominal_id])


def to_action(opened: Opened) -> str:
    """The action's page."""
    return reverse("action", args=[opened.ids["action_id"]])


def _agree(opened: Opened, typed: Typed) -> Done:
    made = agree_plan(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done("Plan agreed. Now add its actions.", row=made)


def _plan(opened: Opened) -> Plan:
    found = open_plan(opened.nominal_id)
    if found is None:
        messages.warning(opened.request, "Agree a plan first. Then add its actions.")
        raise GoTo(reverse("agree_plan", args=[opened.nominal_id]))
    return found


def _action_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    working = opened.header.partnerships if opened.header else ()
    return ActionForm(data, files, agencies=tuple(row.agency for row in working))


def _add(opened: Opened, typed: Typed) -> Done:
    made = add_action(opened.user, plan_id=opened.row.pk, **typed)
    return Done("Action added. The agency now sees it on its worklist.", row=made)


def person_of_action(_: User, ids: Ids) -> UUID:
    """Whose plan the action is of."""
    nominal_id: UUID = get_action(ids["action_id"]).nominal_id
    return nominal_id


def owing_action(opened: Opened) -> Any:
    """
    The action, for its agency.

    Raises
        NotFound, NotAllowed: none that this user may see, or another agency's.
    """
    found = get_action(opened.ids["action_id"])
    if found.agency_id != opened.user.agency_id:
        raise NotAllowed("Only the responsible agency can accept or complete this.")
    return found


def what_it_asks(opened: Opened) -> str:
    """What the action says."""
    return str(opened.row.what)


def _this_action(opened: Opened) -> list[Watched]:
    return [Watched(Action, {"id": opened.ids["action_id"]})]


action_watch = PastWatch(_this_action)


def _accept(opened: Opened, _: Typed) -> Done:
    accept_action(opened.user, action_id=opened.row.pk)
    return Done("Action accepted.")


def _complete(opened: Opened, typed: Typed) -> Done:
    complete_action(opened.user, action_id=opened.row.pk, outcome=typed["outcome"])
    return Done("Action completed. Every agency in the plan can see it.")


AGREE = ActionPage(
    name="agree_plan",
    title="Agree a risk management plan",
    button="Agree plan",
    form=asking(PlanForm, day="agreed_on"),
    does=_agree,
    roles=PLAN_MAKERS,
    refusal=NOT_A_PLANNER,
    watches=of_person(Plan),
    replaces=True,
    tab="plan",
    back=_to_plan,
)
ADD = ActionPage(
    name="add_action",
    title="Add an action",
    button="Add action",
    form=_action_form,
    does=_add,
    roles=PLAN_MAKERS,
    refusal=NOT_A_PLANNER,
    row=_plan,
    watches=of_person(Plan, Action),
    tab="plan",
    back=_to_plan,
)
# The service lets the agency that owes the action, which is often a partner.
ACCEPT = ActionPage(
    name="accept_action",
    title="Accept this action",
    button="Accept this action",
    does=_accept,
    by_anybody_reading=True,
    whose=person_of_action,
    row=owing_action,
    about=what_it_asks,
    watches=action_watch,
    tab="plan",
    back=to_action,
)
COMPLETE = ActionPage(
    name="complete_action",
    title="Complete this action",
    button="Complete action",
    form=asking(OutcomeForm),
    does=_complete,
    by_anybody_reading=True,
    whose=person_of_action,
    row=owing_action,
    about=what_it_asks,
    watches=action_watch,
    tab="plan",
    back=to_action,
)
