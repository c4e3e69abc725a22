"""The auditor's console: what an agency's people did. Ids and kinds, and the names of staff; nobody else's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.agencies.queries import staff_of
from cairn.accounts.models import User
from cairn.ledger.entries.looks import look_policy
from cairn.ledger.entries.queries import EntryFilter, entries
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.web.audit.audit_forms import ConsoleFilter
from cairn.web.audit.auditor_page import auditor_page
from cairn.web.audit.entry_lines import by_day, lines

LEDGER_OPENED = declare_page("ledger console", "Read the ledger")


@auditor_page
def console(request: HttpRequest, user: User) -> HttpResponse:
    """The agency's entries by day, narrowed. That the ledger was read, and for what, is an entry too."""
    filters = ConsoleFilter(request.GET, staff=staff_of(user.agency))
    wanted = filters.wanted(agency_id=user.agency_id)
    found = entries(wanted, before=filters.given("before"))
    enter(user, LEDGER_OPENED, detail=narrowing(wanted))
    context = {
        "filters": filters,
        "look_minutes": look_policy().minutes,
        "form": filters,
        "agency": user.agency.name,
        "days": by_day(lines(found.entries)),
        "older": found.older,
        "before": filters.given("before"),
        "narrowed": filters.narrowed(),
    }
    return render(request, "audit/agency_ledger.html", context)


def narrowing(wanted: EntryFilter) -> dict[str, str | int | list[str]]:
    """What was asked for, as the ledger keeps it: ids, kinds and days."""
    asked = {
        "who": wanted.actor_id,
        "nominal": wanted.nominal_id,
        "act": wanted.act,
        "kind": wanted.operation.key if wanted.operation else "",
        "request": wanted.request,
        "since": wanted.since,
        "until": wanted.until,
    }
    return {name: str(value) for name, value in asked.items() if value}
