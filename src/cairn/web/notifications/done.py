"""After a notification: the duty it met, the next one, and the page to hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.clock.explaining.queries import ReasonsRedacted, explain
from cairn.dates import today
from cairn.documents.acknowledgement.services import reference
from cairn.documents.acknowledgement.services import render as render_pdf
from cairn.errors import NotFound
from cairn.law.answers import Duty
from cairn.ledger.operations import Task, declare_page
from cairn.record.notifications.queries import get_notification
from cairn.web.base.filters import day
from cairn.web.person.header import open_person
from cairn.web.person.stated import reason_if_restricted
from cairn.web.person.viewer import case_page

NOTIFICATION_READ = declare_page(
    "notification recorded", "Read a notification that was recorded", task=Task.NOTIFICATION
)

_KINDS = {
    "initial": "First notification",
    "periodic": "Periodic notification",
    "travel": "Notification of travel",
    "return": "Notification of return",
}
_CHANGES = {
    "home-address": "change of home address",
    "name": "new name",
    "stay": "stay at another address",
    "release": "release",
    "child-household": "household with a child",
    "did-not-happen": "change that did not happen",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A duty as the page shows it."""

    what: str
    state: str
    due: date | None
    why: str


def _shown(duty: Duty) -> Shown:
    what = _KINDS.get(duty.kind) or f"Notification of {_CHANGES.get(duty.of or '', 'a change')}"
    met = f", due {day(duty.due)}" if duty.met_by and duty.due else ""
    return Shown(what + met, duty.state, duty.due, duty.why)


@require_safe
@case_page
def done(request: HttpRequest, user: User, nominal_id: UUID, notification_id: UUID) -> HttpResponse:
    """The page after the wizard."""
    header = open_person(user, nominal_id, page=NOTIFICATION_READ, tab="", today=today())
    notification = get_notification(notification_id)
    if notification.nominal_id != nominal_id:
        raise NotFound("There is no such notification, or none that you may see.")
    try:
        duties = [duty for duty in explain(nominal_id).duties if duty.owed_by == "offender"]
    except ReasonsRedacted:
        duties = []  # what is owed stands on the person's page; what was met is not told without its reasons
    coming = [duty for duty in duties if duty.state in {"open", "overdue"}]
    context = {
        "header": header,
        "notification": notification,
        "reference": reference(notification_id),
        "met": [_shown(duty) for duty in duties if duty.met_by == str(notification_id)],
        "coming": [_shown(duty) for duty in sorted(coming, key=lambda duty: duty.due or date.max)],
    }
    return render(request, "notifications/done.html", context)


@require_safe
@case_page
def acknowledgement(request: HttpRequest, user: User, notification_id: UUID) -> HttpResponse:
    """The acknowledgement as PDF, shown in the browser and kept by nobody on the way."""
    if user.has_role(*RECORD_KEEPERS):
        reason_if_restricted(get_notification(notification_id).nominal_id)
    pdf = render_pdf(user, notification_id=notification_id)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="acknowledgement-{reference(notification_id)}.pdf"',
            "Cache-Control": "no-store",
        },
    )
