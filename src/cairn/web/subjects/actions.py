"""The web side of actions in the risk management plan."""

from __future__ import annotations

from functools import partial

from django.urls import reverse

from cairn.plan.actions.models import Action, ActionState
from cairn.plan.actions.subject import ACTION
from cairn.web.base.filters import day, plural
from cairn.web.plan.forms import ActionForm
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject
from cairn.web.subjects.plans import OWED, state_on


def _card(row: Action, reading: Reading) -> Card:
    state = state_on(row, reading.as_at)
    done = state == ActionState.COMPLETED
    how = f", completed {day(row.completed_on)}" if done else ""
    late = ((f"{plural((reading.as_at - row.due_on).days, 'day')} overdue", "red"),)
    return Card(
        title=row.what,
        note=f"{row.agency.name}: {state.label.lower()}, due {day(row.due_on)}{how}",
        details=(("Outcome", row.outcome),) if done and row.outcome else (),
        tags=late if state in OWED and row.due_on < reading.as_at else (),
        links=() if reading.past else (("Open action", reverse("action", args=[row.pk])),),
        former=state not in OWED,
    )


WEB = WebSubject(subject=ACTION, form=partial(ActionForm, agencies=()), card=_card)
