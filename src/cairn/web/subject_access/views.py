"""The list of requests, one request, its items, and its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import today
from cairn.documents.subject_access.services import reference
from cairn.documents.subject_access.services import render as answer_as
from cairn.errors import CairnError, NotAllowed, NotFound
from cairn.ledger.operations import Task, declare_form, declare_page
from cairn.ledger.services import enter
from cairn.record.subject_access.models import Ground
from cairn.record.subject_access.queries import (
    deadline_of,
    get_item,
    get_request,
    items_of,
    open_question,
    open_requests,
    undecided,
)
from cairn.record.subject_access.release import (
    STAFF,
    decide_item,
    decide_plain_items,
    gather_items,
    release,
    send_back,
)
from cairn.record.subject_access.services import receive_request
from cairn.web.base.forms import add_refusal
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.signin.step_up import confirm_first
from cairn.web.subject_access.forms import ItemForm, RequestForm
from cairn.web.subject_access.table import ACTS

REQUESTS_OPENED = declare_page("access requests", "Read which subject access requests are open")
REQUEST_OPENED = declare_page("access request", "Read a subject access request", task=Task.SUBJECT_ACCESS)
ITEM_OPENED = declare_page(
    "access request item", "Read an item of a subject access request", task=Task.SUBJECT_ACCESS
)
RECEIVE_FORM = declare_form(
    "subject access request", "record a subject access request", task=Task.SUBJECT_ACCESS
)

_FILES = {"pdf": "application/pdf", "json": "application/json"}


@require_GET
@case_page
def subject_requests(request: HttpRequest, user: User) -> HttpResponse:
    """What is still to be answered, the least time left first."""
    day = today()
    lines = open_requests(user, today=day)
    shown = sorted(str(line.request.nominal_id) for line in lines)
    enter(user, REQUESTS_OPENED, detail={"nominals": shown})
    return render(request, "subject_access/list.html", {"lines": lines, "today": day})


@require_http_methods(["GET", "POST"])
@case_page
def receive(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Record a request that came in."""
    day = today()
    header = open_person(user, nominal_id, page=RECEIVE_FORM, tab="", today=day)
    if not header.owns:
        raise NotAllowed("Only the agency that owns the record can answer subject access requests.")
    require_role(user, RECORDS_DECIDERS, act="answer subject access requests")
    form = RequestForm(request.POST if request.method == "POST" else None, initial={"received_on": day})
    if form.is_valid():
        try:
            made = receive_request(user, nominal_id=nominal_id, **form.cleaned_data)
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Request recorded. Its deadline is on the worklist.")
            return redirect("subject_request", made.pk)
    context = {
        "header": header,
        "form": form,
        "title": "Record a subject access request",
        "button": "Record request",
    }
    return render(request, "subject_access/form.html", context | {"back": ("person", nominal_id)})


_BUTTONS = {
    "gather": (gather_items, "Gathered. Read each thing and decide."),
    "plain": (decide_plain_items, "Decided for everything without free text. Read the rest."),
    "send-back": (send_back, "Sent back. It can be changed and decided again."),
    "release": (release, "Released. Send the answer, and keep no copy outside."),
}


@require_http_methods(["GET", "POST"])
@case_page
def subject_request(request: HttpRequest, user: User, subject_request_id: UUID) -> HttpResponse:
    """One request: its clock, what was gathered, and what comes next."""
    day = today()
    found = get_request(user, subject_request_id)
    header = open_person(user, found.nominal_id, page=REQUEST_OPENED, tab="", today=day)
    if request.method == "POST":
        does, said = _BUTTONS.get(request.POST.get("do", ""), (None, ""))
        if does is None:
            raise Http404
        if does is release and (confirm := confirm_first(request, user)):
            return confirm
        try:
            does(user, request_id=subject_request_id)  # type: ignore[operator]  # one shape, several answers
            messages.success(request, said)
        except NotFound:
            raise
        except CairnError as refusal:
            messages.warning(request, refusal.message)
        return redirect("subject_request", subject_request_id)
    by = deadline_of(found)
    context = {
        "header": header,
        "it": found,
        "reference": reference(found),
        "by": by,
        "state": "met" if found.released_on else _state(by.due, day),
        "items": items_of(found),
        "undecided": undecided(found),
        "question": open_question(found),
        "mine": found.decided_by_id == user.pk,
        "today": day,
    }
    return render(request, "subject_access/request.html", context)


def _state(due: Any, day: Any) -> str:
    if due is None:
        return "suspended"
    return "overdue" if due < day else "open"


@require_http_methods(["GET", "POST"])
@case_page
def act(request: HttpRequest, user: User, subject_request_id: UUID, name: str) -> HttpResponse:
    """One of the forms on a request."""
    found, day = get_request(user, subject_request_id), today()
    page = ACTS.get(name)
    if page is None:
        raise Http404
    header = open_person(user, found.nominal_id, page=page.opens, tab="", today=day)
    form = page.form(
        request.POST if request.method == "POST" else None, initial={page.day: day} if page.day else None
    )
    if form.is_valid():
        try:
            page.does(user, request_id=subject_request_id, **form.cleaned_data)
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, page.done)
            return redirect("subject_request", subject_request_id)
    context = {"header": header, "form": form, "title": page.title, "button": page.button}
    return render(
        request, "subject_access/form.html", context | {"back": ("subject_request", subject_request_id)}
    )


@require_http_methods(["GET", "POST"])
@case_page
def item(request: HttpRequest, user: User, item_id: UUID) -> HttpResponse:
    """One thing that was gathered, and the decision on it."""
    found = get_item(user, item_id)
    header = open_person(user, found.nominal_id, page=ITEM_OPENED, tab="", today=today())
    before = {name: getattr(found, name) for name in ("decision", "withheld", "ground", "reason", "silent")}
    if found.withheld and not found.ground:  # proposed: names of staff
        before |= {"ground": Ground.OTHERS, "reason": STAFF}
    form = ItemForm(request.POST if request.method == "POST" else None, item=found, initial=before)
    if form.is_valid():
        try:
            decide_item(user, item_id=item_id, **form.cleaned_data)
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Decided: {found.title.lower()}.")
            return redirect("subject_request", found.request_id)
    return render(request, "subject_access/item.html", {"header": header, "item": found, "form": form})


@require_GET
@case_page
def answer(request: HttpRequest, user: User, subject_request_id: UUID, form: str) -> HttpResponse:
    """The answer as a file: for checking, or as it was released."""
    found = get_request(user, subject_request_id)
    if confirm := confirm_first(request, user):
        return confirm
    content = answer_as(user, request_id=subject_request_id, form="pdf" if form == "pdf" else "json")
    response = HttpResponse(content, content_type=_FILES[form])
    response["Content-Disposition"] = f'inline; filename="answer-{reference(found)}.{form}"'
    return response
