"""The worklist as it stood on a past day, by what was known at a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.as_known.queries import known_worklist
from cairn.clock.worklist.queries import PAGE, Scope, WorklistRow
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.web.as_known.forms import MomentForm
from cairn.web.as_known.person import looked_at
from cairn.web.base.filters import DUTY_STATES, query
from cairn.web.person.header import Tab
from cairn.web.person.viewer import case_page

WORKLIST_AS_KNOWN = declare_page("worklist as known", "Opened a worklist as it was known on another day")

_SCOPES: dict[Scope, str] = {"mine": "Mine", "team": "My team's"}


@case_page
def worklist_as_known(request: HttpRequest, user: User) -> HttpResponse:
    """The question and, once asked, a page of the list; a consultation of the people whom it shows."""
    form = MomentForm(request.GET if "day" in request.GET or "day-day" in request.GET else None)
    moment = form.asked()
    scope = _scope(request, user)
    context: dict[str, object] = {
        "form": form,
        "moment": moment,
        "scope": scope,
        "scopes": _tabs(request, scope, user),
        "partner": user.has_role(Role.PARTNER),
        "agency": user.agency.name,
    }
    if moment:
        rows = known_worklist(user, scope=scope, moment=moment)
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        shown = sorted({str(row.nominal_id) for row in page})
        detail: dict[str, str | int | list[str]] = {**looked_at(moment), "scope": scope, "nominals": shown}
        enter(user, WORKLIST_AS_KNOWN, detail=detail)
        context |= {"page": page, "counts": _counts(rows), "many": len(rows)}
    return render(request, "as_known/worklist.html", context)


def _scope(request: HttpRequest, user: User) -> Scope:
    """The list asked for; a partner has one, and the whole force's is the operator's to make."""
    if user.has_role(Role.PARTNER):
        return "force"
    return "mine" if request.GET.get("scope", _first(user)) == "mine" else "team"


def _first(user: User) -> Scope:
    return "mine" if user.has_role(Role.OFFENDER_MANAGER) else "team"


def _tabs(request: HttpRequest, scope: Scope, user: User) -> list[Tab]:
    if user.has_role(Role.PARTNER):
        return []
    return [Tab(label, query(request, scope=key, page=None), key == scope) for key, label in _SCOPES.items()]


def _counts(rows: Sequence[WorklistRow]) -> list[tuple[str, int]]:
    many = Counter(row.state for row in rows)
    return [
        (DUTY_STATES[state][0].lower(), many[state]) for state in ("overdue", "open", "suspended", "possible")
    ]
