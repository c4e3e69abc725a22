"""The list of requests, one request with its items, and its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from cairn.accounts.models import User
from cairn.dates import today
from cairn.documents.subject_access.services import reference
from cairn.documents.subject_access.services import render as answer_as
from cairn.ledger.operations import Task, declare_page
from cairn.ledger.services import enter
from cairn.record.subject_access.models import SubjectRequest
from cairn.record.subject_access.queries import (
    deadline_of,
    get_request,
    items_of,
    open_question,
    open_requests,
    undecided,
)
from cairn.web.actions.page import ActionPage
from cairn.web.actions.shown import on_page
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.signin.step_up import confirm_first
from cairn.web.subject_access.pages import GATHER, PLAIN, RELEASE, SEND_BACK

REQUESTS_OPENED = declare_page("access requests", "Read which subject access requests are open")
REQUEST_OPENED = declare_page("access request", "Read a subject access request", task=Task.SUBJECT_ACCESS)

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


def _buttons(found: SubjectRequest, user: User, *, some_undecided: bool) -> Iterator[ActionPage]:
    """What may be done to a request at the press of a button, as it stands."""
    if found.released_on:
        return
    if not found.outcome:
        yield GATHER
        if some_undecided:
            yield PLAIN
        return
    if found.decided_by_id != user.pk:
        yield RELEASE
    yield SEND_BACK


@require_safe
@case_page
def subject_request(request: HttpRequest, user: User, subject_request_id: UUID) -> HttpResponse:
    """One request: its clock, what was gathered, and what comes next."""
    day = today()
    found = get_request(user, subject_request_id)
    header = open_person(user, found.nominal_id, page=REQUEST_OPENED, tab="", today=day)
    by, left = deadline_of(found), undecided(found)
    context = {
        "header": header,
        "it": found,
        "reference": reference(found),
        "by": by,
        "state": "met" if found.released_on else _state(by.due, day),
        "items": items_of(found),
        "undecided": left,
        "question": open_question(found),
        "mine": found.decided_by_id == user.pk,
        "forms": {
            page.name: on_page(
                page, request, user, header=header, row=found, subject_request_id=subject_request_id
            )
            for page in _buttons(found, user, some_undecided=bool(left))
        },
        "today": day,
    }
    return render(request, "subject_access/request.html", context)


def _state(due: Any, day: Any) -> str:
    if due is None:
        return "suspended"
    return "overdue" if due < day else "open"


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
