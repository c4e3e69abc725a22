"""The plan, and one action on it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.dates import today
from cairn.ledger.operations import Task, declare_page
from cairn.plan.actions.messages.queries import messages_about
from cairn.plan.actions.models import ActionState
from cairn.plan.actions.queries import get_action, open_plan, wordings_before
from cairn.web.actions.shown import on_page
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.plan.board import card, cards, own_cards, pillars
from cairn.web.plan.pages import ACCEPT, COMPLETE

PLAN_OPENED = declare_page("plan", "Read the risk management plan", task=Task.RECORD)
ACTION_OPENED = declare_page("action", "Read an action of the plan", task=Task.RECORD)


@case_page
def plan(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The plan under its four pillars; late actions are seen by every agency in it."""
    day = today()
    header = open_person(user, nominal_id, page=PLAN_OPENED, tab="plan", today=day)
    found = open_plan(nominal_id)
    context = {
        "header": header,
        "plan": found,
        "pillars": pillars(cards(found, user, day)) if found else (),
        "own": () if header.sees("plan") else own_cards(nominal_id, user, day),
        "makes": header.owns and user.role in PLAN_MAKERS,
        "refers": not header.owns or user.role in PLAN_MAKERS,
        "today": day,
    }
    return render(request, "plan/plan.html", context)


@require_safe
@case_page
def action(request: HttpRequest, user: User, action_id: UUID) -> HttpResponse:
    """One action: what is asked, by when; the agency that owes it accepts it and says what came of it."""
    day = today()
    found = get_action(action_id)
    header = open_person(user, found.nominal_id, page=ACTION_OPENED, tab="plan", today=day)
    shown = card(found, user, day)
    pages = [COMPLETE] if shown.mine and shown.owed and found.state != ActionState.DECLINED else []
    if pages and found.state == ActionState.PROPOSED:
        pages.append(ACCEPT)
    forms = {
        page.name: on_page(page, request, user, header=header, row=found, action_id=action_id)
        for page in pages
    }
    context = {
        "header": header,
        "card": shown,
        "forms": forms,
        "today": day,
        "messages_about": messages_about(action_id),
        "before": wordings_before(found),
        "makes": header.owns and user.role in PLAN_MAKERS,
    }
    return render(request, "plan/action.html", context)
