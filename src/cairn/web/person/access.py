"""Who has access to a person's record, since when and for what."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.access.models import User
from cairn.access.queries import partnerships_of
from cairn.dates import today
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page


@case_page
def access(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Agencies that see the record today, and those that did."""
    day = today()
    header = open_person(user, nominal_id, page="access page", tab="access", today=day)
    every = partnerships_of(nominal_id)
    context = {
        "header": header,
        "current": [row for row in every if row.current_on(day)],
        "other": [row for row in every if not row.current_on(day)],
    }
    return render(request, "person/access.html", context)
