"""Who has looked at a person's record, and why: for the owner's supervisors, who answer for it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.access.owning import must_own
from cairn.access.partnerships.queries import partnerships_of
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.entries.looks import look_policy
from cairn.ledger.entries.queries import entries
from cairn.ledger.operations import Task, declare_page
from cairn.record.identity.queries import get_person
from cairn.web.audit.audit_forms import RecordFilter
from cairn.web.audit.entry_lines import by_day, lines
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

ACCESS_HISTORY_OPENED = declare_page(
    "access history", "Read who looked at this record", task=Task.ACCESS_HISTORY
)


@case_page
def looked(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The record's entries by day, narrowed by days, agency and act. Opening this page is one of them."""
    day = today()
    get_person(nominal_id)  # who does not see the person is not told that there is one
    must_own(
        user, nominal_id, roles=frozenset({Role.SUPERVISOR}), act="read who looked at a record", as_at=day
    )
    header = open_person(user, nominal_id, page=ACCESS_HISTORY_OPENED, tab="looked", today=day)
    agencies = {row.agency_id: row.agency for row in partnerships_of(nominal_id)}
    filters = RecordFilter(request.GET, agencies=agencies.values())
    found = entries(filters.wanted(nominal_id=nominal_id), before=filters.given("before"))
    context = {
        "header": header,
        "filters": filters,
        "look_minutes": look_policy().minutes,
        "form": filters,
        "days": by_day(lines(found.entries)),
        "older": found.older,
        "before": filters.given("before"),
        "narrowed": filters.narrowed(),
    }
    return render(request, "audit/who_looked.html", context)
