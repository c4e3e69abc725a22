"""A person's retention: the next review and why, decisions, holds, and the acts on them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import add_months, today
from cairn.errors import CairnError, NotAllowed, NotFound
from cairn.ledger.operations import Operation, Task, declare_form, declare_page
from cairn.record.retention.obstacles import bound_now, obstacle
from cairn.record.retention.queries import holds_of, review_due, reviews_of, standing_disposal
from cairn.record.retention.schedule import current
from cairn.record.retention.services import (
    confirm_disposal,
    lift_hold,
    record_review,
    set_hold,
    withdraw_disposal,
)
from cairn.web.base.forms import add_refusal
from cairn.web.person.header import Header, open_person
from cairn.web.person.viewer import case_page
from cairn.web.retention.forms import HoldForm, ReviewForm, WhyForm

RETENTION_OPENED = declare_page("retention page", "Read how long the record is kept", task=Task.RECORD)
REVIEW_FORM = declare_form("review retention", "review retention")
CONFIRM_FORM = declare_form("confirm a disposal", "confirm a disposal")
WITHDRAW_FORM = declare_form("withdraw a disposal", "withdraw a disposal")
HOLD_FORM = declare_form("set a legal hold", "set a legal hold")
LIFT_FORM = declare_form("lift a legal hold", "lift a legal hold")


def _open(user: User, nominal_id: UUID, page: Operation, day: date, *, decides: bool = True) -> Header:
    header = open_person(user, nominal_id, page=page, tab="retention", today=day)
    if not header.owns or (decides and user.role not in RECORDS_DECIDERS):
        raise NotAllowed(
            "Only supervisors and records officers of the agency that owns the record can decide how long it is kept."
        )
    return header


@case_page
def retention(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """When the need for the record is reviewed next, and what was decided before."""
    day = today()
    header = _open(user, nominal_id, RETENTION_OPENED, day, decides=False)
    disposal = standing_disposal(nominal_id)
    decides = user.role in RECORDS_DECIDERS
    context = {
        "header": header,
        "due": review_due(nominal_id, as_at=day),
        "disposal": disposal,
        "mine": disposal is not None and disposal.reviewed_by_id == user.pk,
        "obstacle": obstacle(nominal_id, as_at=day) if decides else "",
        "reviews": reviews_of(nominal_id),
        "holds": holds_of(nominal_id),
        "asks": {question.question: question.asks for question in current().questions},
        "wait": current().days("wait", day),
        "decides": decides,
        "reviews_now": decides and not bound_now(nominal_id, as_at=day),
        "today": day,
    }
    return render(request, "retention/retention.html", context)


@require_http_methods(["GET", "POST"])
@case_page
def review(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The necessity test, and the decision."""
    day = today()
    header = _open(user, nominal_id, REVIEW_FORM, day)
    due = review_due(nominal_id, as_at=day)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = record_review(user, nominal_id=nominal_id, **form.typed())
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            said = (
                "Review recorded."
                if made.next_due_on
                else "Review recorded. Somebody else must now confirm the decision."
            )
            messages.success(request, said)
            return redirect("retention", nominal_id)
    context = {
        "header": header,
        "form": form,
        "due": due,
        "latest": add_months(day, due.rule.review_months),
        "obstacle": obstacle(nominal_id, as_at=day),
    }
    return render(request, "retention/review.html", context)


@require_POST
@case_page
def confirm(request: HttpRequest, user: User, nominal_id: UUID, review_id: UUID) -> HttpResponse:
    """A second person confirms a decision to dispose."""
    _open(user, nominal_id, CONFIRM_FORM, today())
    try:
        confirm_disposal(user, review_id=review_id)
        messages.success(request, "Confirmed. You can withdraw the decision until it is carried out.")
    except NotFound:
        raise
    except CairnError as refusal:
        messages.warning(request, refusal.message)
    return redirect("retention", nominal_id)


@require_http_methods(["GET", "POST"])
@case_page
def withdraw(request: HttpRequest, user: User, nominal_id: UUID, review_id: UUID) -> HttpResponse:
    """Take back a decision to dispose."""
    header = _open(user, nominal_id, WITHDRAW_FORM, today())
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_disposal(user, review_id=review_id, reason=form.cleaned_data["reason"])
        except NotFound:
            raise
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Withdrawn. The record is kept.")
            return redirect("retention", nominal_id)
    return _form(request, header, form, "Withdraw the decision to dispose", "Withdraw")


@require_http_methods(["GET", "POST"])
@case_page
def hold(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Forbid disposal until the hold is lifted."""
    header = _open(user, nominal_id, HOLD_FORM, today())
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_hold(user, nominal_id=nominal_id, reason=form.cleaned_data["reason"])
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request,
                "Legal hold set. Nothing on this record will be disposed of while the hold is in place.",
            )
            return redirect("retention", nominal_id)
    return _form(request, header, form, "Set a legal hold", "Set hold")


@require_http_methods(["GET", "POST"])
@case_page
def lift(request: HttpRequest, user: User, nominal_id: UUID, hold_id: UUID) -> HttpResponse:
    """End a legal hold."""
    header = _open(user, nominal_id, LIFT_FORM, today())
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            lift_hold(user, hold_id=hold_id, reason=form.cleaned_data["reason"])
        except NotFound:
            raise
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Legal hold lifted.")
            return redirect("retention", nominal_id)
    return _form(request, header, form, "Lift a legal hold", "Lift hold")


def _form(request: HttpRequest, header: Header, form: forms.Form, title: str, button: str) -> HttpResponse:
    context = {"header": header, "form": form, "title": title, "button": button}
    return render(request, "retention/form.html", context)
