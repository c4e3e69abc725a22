"""The plan as the page shows it: four pillars, each with its actions and how late they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.plan.actions.models import UNFINISHED, Action, Pillar, Plan
from cairn.plan.actions.queries import actions_of


@dataclass(frozen=True, slots=True)
class Card:
    """One action, and whether it is late or this user's to do."""

    action: Action
    owed: bool
    overdue: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class PillarRow:
    """One pillar and its actions: those owed first, by day."""

    label: str
    cards: tuple[Card, ...]


def card(action: Action, user: User, day: date) -> Card:
    """An action as it stands on a day, for this user."""
    owed = action.state in UNFINISHED
    return Card(
        action=action,
        owed=owed,
        overdue=owed and action.due_on < day,
        mine=action.agency_id == user.agency_id,
    )


def cards(plan: Plan, user: User, day: date) -> tuple[Card, ...]:
    """Every action of a plan: those owed first, by day."""
    return _in_order(card(row, user, day) for row in actions_of(plan.nominal_id) if row.plan_id == plan.pk)


def own_cards(nominal_id: UUID, user: User, day: date) -> tuple[Card, ...]:
    """Every action that the user's agency owes or owed, for those who read nothing else of the plan."""
    every = (card(row, user, day) for row in actions_of(nominal_id))
    return _in_order(it for it in every if it.mine)


def _in_order(found: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(found, key=lambda it: (not it.owed, it.action.due_on)))


def pillars(all_cards: Iterable[Card]) -> tuple[PillarRow, ...]:
    """Every pillar with its actions, empty ones too: an empty pillar is something to notice."""
    kept = tuple(all_cards)
    return tuple(
        PillarRow(str(pillar.label), tuple(it for it in kept if it.action.pillar == pillar))
        for pillar in Pillar
    )
