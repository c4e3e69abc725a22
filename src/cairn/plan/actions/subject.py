"""The risk management plan and its actions, as subjects of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import PLAN_MAKERS
from cairn.plan.actions.checks import check_action, check_plan
from cairn.plan.actions.models import Action, Plan
from cairn.subjects.declaration import Amending, Event, Subject


def _plan_events(row: Plan) -> Iterator[Event]:
    yield Event(row.agreed_on, "Risk management plan agreed", row.summary, row.agreed_by.name)
    if row.closed_on:
        yield Event(row.closed_on, "Risk management plan closed")


def _action_events(row: Action) -> Iterator[Event]:
    yield Event(row.agreed_on, f"Action agreed for {row.agency.name}", row.what)
    if row.completed_on:
        yield Event(row.completed_on, f"Action completed by {row.agency.name}", f"{row.what}: {row.outcome}")


PLAN = Subject(
    key="plan",
    model=Plan,
    fact="plan",
    order=("-agreed_on", "id"),
    begins="agreed_on",
    ends="closed_on",
    events=_plan_events,
    refusals={"one_open_plan": ("agreed_on", "A risk management plan is open already: add actions to it.")},
    amending=Amending(roles=PLAN_MAKERS, fields=("agreed_on", "summary"), check=check_plan),
)
ACTION = Subject(
    key="actions",
    model=Action,
    fact="plan",
    agency="agency_id",
    order=("due_on", "id"),
    begins="agreed_on",
    events=_action_events,
    letter="action in the plan",
    refusals={
        "completed_action_says_how": ("outcome", "Say how it was done, and on which day."),
        "declined_action_has_its_day": ("state", "Say on which day it was declined."),
        "action_due_after_agreed": ("due_on", "It is due before it was agreed. Check both dates."),
    },
    amending=Amending(
        roles=PLAN_MAKERS, fields=("pillar", "what", "agency_id", "agreed_on", "due_on"), check=check_action
    ),
)
