"""The plan, and one action on it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.dates import today
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed
from cairn.ledger.operations import Task, declare_form, declare_page
from cairn.plan.actions.models import Action
from cairn.plan.actions.queries import get_action, open_plan
from cairn.plan.actions.services import accept_action, add_action, agree_plan, complete_action
from cairn.web.base.forms import add_refusal
from cairn.web.person.header import Header, open_person
from cairn.web.person.viewer import case_page
from cairn.web.plan.board import card, cards, own_cards, pillars
from cairn.web.plan.forms import ActionForm, OutcomeForm, PlanForm

PLAN_OPENED = declare_page("plan", "Read the risk management plan", task=Task.RECORD)
ACTION_OPENED = declare_page("action", "Read an action of the plan", task=Task.RECORD)
PLAN_FORM = declare_form("agree a plan", "agree a plan")
ACTION_FORM = declare_form("add an action", "add an action")


def _makes(user: User, header: Header) -> bool:
    return header.owns and user.role in PLAN_MAKERS


def _must_make(user: User, header: Header) -> None:
    if not _makes(user, header):
        raise NotAllowed("The agency that owns the record makes its plan, in a role that plans.")


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
        "makes": _makes(user, header),
        "today": day,
    }
    return render(request, "plan/plan.html", context)


@require_http_methods(["GET", "POST"])
@case_page
def agree(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Agree a plan."""
    day = today()
    header = open_person(user, nominal_id, page=PLAN_FORM, tab="plan", today=day)
    _must_make(user, header)
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"agreed_on": day})
    if form.is_valid():
        try:
            agree_plan(user, nominal_id=nominal_id, **form.cleaned_data)
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Plan agreed. Now add its actions.")
            return redirect("plan", nominal_id)
    title = "Agree a risk management plan"
    context = {"header": header, "form": form, "title": title, "button": "Agree plan"}
    return render(request, "plan/form.html", context)


@require_http_methods(["GET", "POST"])
@case_page
def add(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Add an action to the open plan, owed by an agency that works with the person."""
    day = today()
    header = open_person(user, nominal_id, page=ACTION_FORM, tab="plan", today=day)
    found = open_plan(nominal_id)
    _must_make(user, header)
    if found is None:
        messages.warning(request, "Agree a plan first. Then add its actions.")
        return redirect("agree_plan", nominal_id)
    agencies = tuple(row.agency for row in header.partnerships)
    form = ActionForm(request.POST if request.method == "POST" else None, agencies=agencies)
    if form.is_valid():
        try:
            add_action(user, plan_id=found.pk, **form.cleaned_data)
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Action added. The agency now sees it on its worklist.")
            return redirect("plan", nominal_id)
    context = {"header": header, "form": form, "title": "Add an action", "button": "Add action"}
    return render(request, "plan/form.html", context)


@require_http_methods(["GET", "POST"])
@case_page
def action(request: HttpRequest, user: User, action_id: UUID) -> HttpResponse:
    """One action: what is asked, by when; the agency that owes it accepts it and says what came of it."""
    day = today()
    found = get_action(action_id)
    header = open_person(user, found.nominal_id, page=ACTION_OPENED, tab="plan", today=day)
    form = OutcomeForm()
    if request.method == "POST" and "accept" in request.POST:
        _accept(request, user, action_id)
        return redirect("action", action_id)
    if request.method == "POST":
        form = OutcomeForm(request.POST)
        if form.is_valid() and _completed(form, user, action_id):
            messages.success(request, "Action completed. Every agency in the plan can see it.")
            return redirect("action", action_id)
    context = {"header": header, "card": card(found, user, day), "form": form, "today": day}
    return render(request, "plan/action.html", context)


def _accept(request: HttpRequest, user: User, action_id: UUID) -> None:
    try:
        accept_action(user, action_id=action_id)
        messages.success(request, "Action accepted.")
    except Conflict as refusal:
        messages.warning(request, refusal.message)


def _completed(form: OutcomeForm, user: User, action_id: UUID) -> Action | None:
    try:
        return complete_action(user, action_id=action_id, outcome=form.cleaned_data["outcome"])
    except (BadInput, Conflict) as refusal:
        add_refusal(form, refusal)
        return None
