"""What one has done oneself: everybody reads their own entries."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.ledger.entries.looks import look_policy
from cairn.ledger.entries.queries import entries
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.record.identity.models import Nominal
from cairn.record.identity.queries import shown_name
from cairn.web.audit.audit_forms import OwnFilter
from cairn.web.audit.entry_lines import by_day, lines
from cairn.web.person.viewer import viewer

OWN_HISTORY_OPENED = declare_page("own history", "Read their own history")


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own entries by day; people whom the user may still see have their names, the others an id."""
    user = viewer(request)
    filters = OwnFilter(request.GET)
    found = entries(filters.wanted(actor_id=user.pk), before=filters.given("before"))
    names = _names(entry.nominal_id for entry in found.entries) if user.reads_cases else {}
    shown: dict[str, list[str]] = {"nominals": sorted(str(pk) for pk in names)} if names else {}
    enter(user, OWN_HISTORY_OPENED, detail=shown)
    context = {
        "filters": filters,
        "look_minutes": look_policy().minutes,
        "form": filters,
        "days": by_day(lines(found.entries)),
        "names": names,
        "older": found.older,
        "before": filters.given("before"),
        "narrowed": filters.narrowed(),
    }
    return render(request, "audit/own_history.html", context)


def _names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    people = Nominal.objects.prefetch_related("names").in_bulk({one for one in ids if one})
    return {pk: str(shown_name(person) or "Name not known") for pk, person in people.items()}
