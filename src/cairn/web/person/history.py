"""The history of a fact: who wrote what, and when."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.dates import today
from cairn.ledger.operations import Task, declare_page
from cairn.web.person.header import open_person
from cairn.web.person.past import SUBJECTS, past_of
from cairn.web.person.viewer import case_page

HISTORY_OPENED = declare_page("history of a fact", "Read the history of a fact", task=Task.PAST)


@case_page
def history(request: HttpRequest, user: User, nominal_id: UUID, subject: str = "names") -> HttpResponse:
    """Every writing of one kind of fact, and a list of the others."""
    header = open_person(user, nominal_id, page=HISTORY_OPENED, tab="history_index", today=today())
    context = {
        "header": header,
        "subject": subject,
        "writings": past_of(subject, nominal_id),
        "subjects": {key: kind.title for key, kind in SUBJECTS.items()},
    }
    return render(request, "person/history.html", context)
