"""The home page: what is due, overdue first, and what this role does here."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import DutyState
from cairn.clock.worklist.queries import PAGE, Scope, Worklist, WorklistRow, default_scope, worklist
from cairn.dates import today
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.web.person.header import Tab
from cairn.web.person.next_act import act_for, anchor_of
from cairn.web.person.viewer import viewer
from cairn.web.worklist.filters import STATES, WorklistFilter
from cairn.web.worklist.unfinished import Unfinished, unfinished_work

WORKLIST_OPENED = declare_page("worklist", "Opened a worklist")

_SCOPES: dict[Scope, str] = {"mine": "Mine", "team": "My team's", "force": "My force's"}
_COLOURS = {"overdue": "red", "soon": "orange", "later": "blue", "suspended": "grey", "possible": "yellow"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list, the act that meets it and where its reasons are."""

    row: WorklistRow
    act: str
    act_url: str
    reasons_url: str


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The worklist; for a role that opens no records, a page that says what it does here."""
    user = viewer(request)
    if not user.reads_cases:
        return render(request, "worklist/no_cases.html", {"role": user.get_role_display(), "key": user.role})
    day = today()
    filters = WorklistFilter(request.GET)
    asked = dict(filters.asked())
    scope, number = asked.pop("scope") or default_scope(user), asked.pop("page") or 1
    narrowed = {name: value or "" for name, value in asked.items()}
    found = worklist(user, scope=scope, page=number, today=day, **narrowed)
    unfinished = unfinished_work(user)
    _log(user, found, unfinished)
    context = {
        "lines": [_line(row, user) for row in found.rows],
        "stats": _stats(found, narrowed["state"]),
        "page": _page(found),
        "matching": found.matching,
        "scopes": _scopes(found.scope, user),
        "scope": found.scope,
        "filters": filters,
        "unfinished": unfinished,
        "narrowed": any(narrowed.values()),
        "partner": user.has_role(Role.PARTNER),
        "agency": user.agency.name,
        "today": day,
        "duties_of": found.as_at or day,
    }
    return render(request, "worklist/worklist.html", context)


def _log(user: User, found: Worklist, unfinished: list[Unfinished]) -> None:
    """A worklist shows names: a consultation, of as many people as it shows."""
    named = {row.nominal_id for row in found.rows} | {one.nominal_id for one in unfinished if one.nominal_id}
    detail = {"scope": found.scope, "nominals": sorted(map(str, named))}
    enter(user, WORKLIST_OPENED, detail=detail)


def _line(row: WorklistRow, user: User) -> Line:
    act, url = act_for(row, user)
    anchor = anchor_of(row.kind, row.of, row.arose, row.provision, row.source_id)
    return Line(row, act, url, f"{reverse('reasons', args=[row.nominal_id])}#{anchor}")


def _stats(found: Worklist, chosen: str) -> list[dict[str, object]]:
    counts = found.counts
    numbers = counts.by_state | {"soon": counts.soon, "later": counts.by_state["open"] - counts.soon}
    return [
        {
            "number": numbers[state],
            "label": label.lower(),
            "colour": _COLOURS[state],
            "href": f"?scope={found.scope}&state={state}",
            "active": state == chosen,
        }
        for state, label in STATES.items()
        # Most lists have none of it.
        if state != DutyState.POSSIBLE or numbers[state] or state == chosen
    ]


def _page(found: Worklist) -> Page[int]:
    """The page's number among how many, as the pagination component wants it; its rows are read already."""
    return Paginator(range(found.matching), PAGE).page(found.page)


def _scopes(scope: Scope, user: User) -> list[Tab]:
    """Whose lists there are; a partner's people have one, their agency's."""
    if user.has_role(Role.PARTNER):
        return []
    return [Tab(label, f"?scope={key}", key == scope) for key, label in _SCOPES.items()]
