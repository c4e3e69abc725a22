"""Access to decide: what waits for this user's answer or review, and what came of their agency's own requests."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cairn.access.break_glass.models import BreakGlass
from cairn.access.break_glass.queries import may_break_glass, running, to_review, unreviewed_in_time
from cairn.access.requests.models import AccessRequest
from cairn.access.requests.queries import asked_by_agency_of, to_answer
from cairn.access.transfers.models import Transfer
from cairn.access.transfers.queries import offers_to_answer
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.dates import today
from cairn.errors import NotAllowed
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.record.identity.queries import shown_names
from cairn.web.person.viewer import viewer

DECISIONS_OPENED = declare_page("access to decide", "Read which access decisions are waiting")

_ESCALATED_TO = (Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """
    The lists of the page.

    Parameters
        escalated: openings by the user's own agency that nobody reviewed in time.
        running: the user's own emergency openings that have not ended.
    """

    requests: list[AccessRequest]
    offers: list[Transfer]
    reviews: list[BreakGlass]
    escalated: list[BreakGlass]
    asked: list[AccessRequest]
    running: list[BreakGlass]

    def people(self) -> set[UUID]:
        """Everybody the lists are about."""
        requests = {row.nominal_id for row in (*self.requests, *self.asked)}
        openings = {row.nominal_id for row in (*self.reviews, *self.escalated, *self.running)}
        return requests | openings | {row.nominal_id for row in self.offers}


def _lists(user: User) -> ToDecide:
    reviews = to_review(user)
    known = {row.pk for row in reviews}
    late = unreviewed_in_time() if user.has_role(*_ESCALATED_TO) else []
    return ToDecide(
        requests=to_answer(user),
        offers=offers_to_answer(user, today=today()),
        reviews=reviews,
        escalated=[row for row in late if row.pk not in known and _by_colleague(row, user)],
        asked=asked_by_agency_of(user),
        running=running(user) if may_break_glass(user) else [],
    )


def _by_colleague(opening: BreakGlass, user: User) -> bool:
    return opening.agency_id == user.agency_id and opening.user_id != user.pk


@login_required
def deciding(request: HttpRequest) -> HttpResponse:
    """
    Requests and offers to answer, emergency openings to review, and one's agency's own requests.

    Raises
        NotAllowed: a role that neither opens records nor audits.
    """
    user = viewer(request)
    if user.role not in CASE_ROLES | {Role.AUDITOR}:
        raise NotAllowed(f"Your role, {Role(user.role).in_words}, cannot decide who has access.")
    lists = _lists(user)
    names = shown_names(lists.people())
    shown = sorted(str(key) for key in names)
    enter(user, DECISIONS_OPENED, detail={"nominals": shown})
    context = {"lists": lists, "names": names, "now": timezone.now(), "agency": user.agency}
    return render(request, "need_to_know/deciding.html", context)
