"""The web side of the risk management plan."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from cairn.plan.actions.models import UNFINISHED, Action, ActionState, Plan
from cairn.plan.actions.subject import PLAN
from cairn.web.base.filters import day, plural
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject

OWED = frozenset(UNFINISHED)


def _plan(row: Plan, reading: Reading) -> Card:
    owed = [each for each in row.actions.all() if state_on(each, reading.as_at) in OWED]
    late = sum(each.due_on < reading.as_at for each in owed)
    closed = f"Closed {day(row.closed_on)}" if row.closed_on else f"{plural(len(owed), 'action')} open"
    return Card(
        title=str(row),
        note=closed,
        texts=(("Summary", row.summary),) if row.summary else (),
        tags=((f"{late} overdue", "red"),) if late and not row.closed_on else (),
        links=() if reading.past else (("See the plan", reverse("plan", args=[row.nominal_id])),),
    )


def state_on(row: Action, day: date) -> ActionState:
    """As it stood on that day: one completed later was still owed."""
    if row.state == ActionState.COMPLETED and row.completed_on and row.completed_on > day:
        return ActionState.ACCEPTED
    return ActionState(row.state)


WEB = WebSubject(subject=PLAN, card=_plan)
