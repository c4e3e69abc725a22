"""One page for each act, and the list of them."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS, RECORD_KEEPERS, RECORDS_DECIDERS
from cairn.dates import today
from cairn.errors import CairnError, NotAllowed, NotFound
from cairn.ledger.operations import Task, declare_page
from cairn.record.orders.queries import orders_of
from cairn.web.acts.page import ActPage, Said
from cairn.web.acts.table import ACTS, END_ORDER, RELEASE
from cairn.web.base.forms import add_refusal
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.signin.step_up import confirm_first, confirmation, is_fresh

ACTS_OPENED = declare_page(
    "record something", "Opened the list of things to add to the record", task=Task.RECORD
)

_BY_NAME = {act.name: act for act in ACTS}


@case_page
def acts(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """What this user may record about this person."""
    day = today()
    header = open_person(user, nominal_id, page=ACTS_OPENED, tab="acts", today=day)
    keeps = header.owns and user.role in RECORD_KEEPERS
    allowed = [act for act in ACTS if user.role in act.roles] if header.owns else []
    context = {
        "header": header,
        "acts": allowed,
        "keeps": keeps,
        "may_end": [row for row in orders_of(nominal_id) if row.may_end(day)] if keeps else [],
        "plans": header.owns and user.role in PLAN_MAKERS,
        "discloses": header.owns and user.role in RECORDS_DECIDERS,
    }
    return render(request, "acts/acts.html", context)


@require_http_methods(["GET", "POST"])
@case_page
def act(request: HttpRequest, user: User, nominal_id: UUID, name: str) -> HttpResponse:
    """One act on a person."""
    return _answer(request, user, nominal_id, page=_BY_NAME[name], subject_id=nominal_id)


@require_http_methods(["GET", "POST"])
@case_page
def release(request: HttpRequest, user: User, nominal_id: UUID, time_away_id: UUID) -> HttpResponse:
    """The day on which custody, hospital or time abroad ended."""
    return _answer(request, user, nominal_id, page=RELEASE, subject_id=time_away_id)


@require_http_methods(["GET", "POST"])
@case_page
def order_end(request: HttpRequest, user: User, nominal_id: UUID, order_id: UUID) -> HttpResponse:
    """The day on which an order ended before its time."""
    which = next((str(row) for row in orders_of(nominal_id) if row.pk == order_id), "")
    return _answer(request, user, nominal_id, page=END_ORDER, subject_id=order_id, about=which)


def _answer(
    request: HttpRequest, user: User, nominal_id: UUID, *, page: ActPage, subject_id: UUID, about: str = ""
) -> HttpResponse:
    """
    Ask, do, say what was done, back to the person; a refusal stays on the page with all that was typed.

    Parameters
        about: what it is done to, where not to the person.
    """
    day = today()
    header = open_person(user, nominal_id, page=page.opens, tab="", today=day)
    if user.role not in page.roles or not header.owns:
        raise NotAllowed("The agency that owns the record records this, in a role that keeps it.")
    offered, stale = page.offers(user), page.fresh and not is_fresh(request)
    if request.method == "POST":
        form = page.form(request.POST, request.FILES, **offered)
        # What was typed stays on the page while they confirm, beside it, that it is still them.
        said = _done(form, page, user, subject_id) if form.is_valid() and not stale else None
        if said:
            (messages.warning if said.warning else messages.success)(request, said.text)
            return redirect("person", nominal_id)
    elif page.fresh and (first := confirm_first(request, user)):
        return first
    else:
        form = page.form(initial={page.day: day} if page.day else None, **offered)
    context = {"header": header, "page": page, "form": form, "about": about}
    # In another tab, which ends on a page of their own.
    context["confirm"] = confirmation(user, reverse("own_history")) if stale else ""
    return render(request, "acts/act.html", context)


def _done(form: forms.Form, page: ActPage, user: User, subject_id: UUID) -> Said | None:
    try:
        return page.does(user, subject_id, form.cleaned_data)
    except NotFound:
        raise
    except CairnError as refusal:
        add_refusal(form, refusal)
        return None
