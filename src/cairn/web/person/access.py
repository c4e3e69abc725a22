"""Who has access to a person's record, since when and for what; and why this user has."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cairn.accounts.models import User
from cairn.dates import today
from cairn.ledger.operations import Task, declare_page
from cairn.web.need_to_know.about import access_of
from cairn.web.need_to_know.words import kind_word, role_words
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

ACCESS_OPENED = declare_page("access page", "Read which agencies have access", task=Task.RECORD)


@case_page
def access(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Why this user sees the record, which agencies do, what is restricted, and what was asked and opened."""
    day = today()
    header = open_person(user, nominal_id, page=ACCESS_OPENED, tab="access", today=day)
    context = {
        "header": header,
        "it": access_of(user, nominal_id, owns=header.owns, as_at=day),
        "kind_word": kind_word,
        "role_words": role_words,
        "now": timezone.now(),
        "today": day,
    }
    return render(request, "person/access.html", context)
