"""A person's retention: the next review and why, decisions, and holds."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import today
from cairn.errors import NotAllowed
from cairn.ledger.operations import Task, declare_page
from cairn.record.retention.obstacles import bound_now, obstacle
from cairn.record.retention.queries import holds_of, review_due, reviews_of, standing_disposal
from cairn.record.retention.schedule import current
from cairn.web.actions.shown import on_page
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.retention.pages import CONFIRM, REFUSAL

RETENTION_OPENED = declare_page("retention page", "Read how long the record is kept", task=Task.RECORD)


@require_safe
@case_page
def retention(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """When the need for the record is reviewed next, and what was decided before."""
    day = today()
    header = open_person(user, nominal_id, page=RETENTION_OPENED, tab="retention", today=day)
    if not header.owns:
        raise NotAllowed(REFUSAL)
    disposal = standing_disposal(nominal_id)
    decides = user.role in RECORDS_DECIDERS
    mine = disposal is not None and disposal.reviewed_by_id == user.pk
    in_the_way = obstacle(nominal_id, as_at=day) if decides else ""
    confirms = decides and disposal is not None and not disposal.confirmed and not mine and not in_the_way
    context = {
        "header": header,
        "due": review_due(nominal_id, as_at=day),
        "disposal": disposal,
        "mine": mine,
        "confirm": on_page(
            CONFIRM,
            request,
            user,
            header=header,
            row=disposal,
            nominal_id=nominal_id,
            review_id=disposal.pk,
        )
        if confirms and disposal
        else None,
        "obstacle": in_the_way,
        "reviews": reviews_of(nominal_id),
        "holds": holds_of(nominal_id),
        "asks": {question.question: question.asks for question in current().questions},
        "wait": current().days("wait", day),
        "decides": decides,
        "reviews_now": decides and not bound_now(nominal_id, as_at=day),
        "today": day,
    }
    return render(request, "retention/retention.html", context)
