"""Levels, plans and actions, made through services in the name of the acting user."""

from __future__ import annotations

from datetime import date

from cairn.access.partnerships.services import open_partnership
from cairn.accounts.models import Agency, User
from cairn.dates import today
from cairn.plan.actions.services import add_action, agree_plan
from cairn.plan.level.services import decide_level
from cairn.plan.models import Action, ManagementLevel, Plan
from cairn.record.models import Nominal


def make_partner(user: User, nominal: Nominal, agency: Agency) -> None:
    open_partnership(
        user,
        nominal_id=nominal.pk,
        agency=agency,
        relation="partner",
        purpose="risk management plan",
        starts=date(2026, 1, 5),
    )


def make_level(user: User, nominal: Nominal, *, level: int, set_on: date) -> ManagementLevel:
    return decide_level(
        user,
        nominal_id=nominal.pk,
        level=level,
        set_on=set_on,
        reason="Enough to manage the risk",
        lead_agency=user.agency,
    )


def make_plan(user: User, nominal: Nominal, *, agreed_on: date = date(2026, 1, 5)) -> Plan:
    return agree_plan(user, nominal_id=nominal.pk, agreed_on=agreed_on)


def make_action(
    user: User,
    plan: Plan,
    *,
    agency: Agency | None = None,
    pillar: str = "supervision",
    what: str = "Check the tenancy",
    agreed_on: date = date(2026, 1, 5),
    due_on: date | None = None,
) -> Action:
    return add_action(
        user,
        plan_id=plan.pk,
        pillar=pillar,
        what=what,
        agency=agency or user.agency,
        agreed_on=agreed_on,
        due_on=due_on or today(),
    )
