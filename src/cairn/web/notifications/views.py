"""Recording a notification, with the person standing at the counter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.ledger.operations import Act, Task, declare_page, retired_family
from cairn.record.drafts.services import discard_draft
from cairn.record.identity.subject import IDENTIFIER
from cairn.web.actions.keeping_words import rescue
from cairn.web.notifications.check import check
from cairn.web.notifications.flow import NAME, notification
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.wizard.pages import Wizard, answer_step, show_unfinished

# Earlier versions entered each of its pages, by name.
retired_family("notification: ", Act.CONSULTATION, "Opened a page of the notification form")
NOTIFICATION_OPENED = declare_page(
    "notification form", "Opened the notification form", task=Task.NOTIFICATION
)

# The pages of a wizard carry a signed note of ours that takes the place of the cross-site token, because
# that one is renewed at sign-in, and a page left open over a sign-in would lose its words: see cairn.web.actions.note.


def _wizard(request: HttpRequest, user: User, nominal_id: UUID) -> Wizard:
    """This user's notification by this person, for those who take notifications."""
    now = timezone.now()
    header = open_person(
        user,
        nominal_id,
        page=NOTIFICATION_OPENED,
        tab="",
        today=timezone.localdate(now),
        subjects=(IDENTIFIER,),
    )
    if user.role not in RECORD_KEEPERS or not header.owns:
        raise PermissionDenied
    return notification(user, header, now=now)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, nominal_id: UUID, slug: str) -> HttpResponse:
    """One page of the wizard, the check of answers among them."""
    first = rescue(request, page=NAME, nominal_id=nominal_id, step=slug, keep=slug != "check")
    return first or _step(request, nominal_id, slug)


@case_page
def _step(request: HttpRequest, user: User, nominal_id: UUID, slug: str) -> HttpResponse:
    wizard = _wizard(request, user, nominal_id)
    return check(request, wizard) if slug == "check" else answer_step(request, wizard, slug)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, nominal_id: UUID) -> HttpResponse:
    """Begin; or go on with one left unfinished, or discard it."""
    first = rescue(request, page=NAME, nominal_id=nominal_id, keep=False)
    return first or _start(request, nominal_id)


@case_page
def _start(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    wizard = _wizard(request, user, nominal_id)
    draft = wizard.draft()
    if request.method == "POST":
        if draft:
            discard_draft(user, draft_id=draft.pk)
            messages.success(request, "The unfinished notification is discarded.")
        return redirect(wizard.start)
    if draft is None:
        return redirect(wizard.address("what"))
    return show_unfinished(request, wizard, draft, heading="You have an unfinished notification")
