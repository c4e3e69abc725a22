"""Adding a person with a conviction: search first, then who, what for, where, and who manages them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.notifications.drafts import discard_draft
from cairn.web.add_person.check import check
from cairn.web.add_person.flow import NAME, adding
from cairn.web.journey.pages import Journey, answer_step, rescue, show_unfinished
from cairn.web.journey.saving import autosave
from cairn.web.person.viewer import case_page

# As in notify/views.py: the pages' own signed note takes the place of the cross-site token.


def _journey(user: User) -> Journey:
    if user.role not in RECORD_KEEPERS:
        raise PermissionDenied
    return adding(user)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the journey, the check of answers among them."""
    first = rescue(request, journey=NAME, nominal_id=None, slug=slug)
    return first or _step(request, slug)


@case_page
def _step(request: HttpRequest, user: User, slug: str) -> HttpResponse:
    journey = _journey(user)
    return check(request, journey) if slug == "check" else answer_step(request, journey, slug)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin; or go on with one left unfinished, or discard it."""
    first = rescue(request, journey=NAME, nominal_id=None, slug="check")
    return first or _start(request)


@case_page
def _start(request: HttpRequest, user: User) -> HttpResponse:
    journey = _journey(user)
    draft = journey.draft()
    if request.method == "POST":
        if draft:
            discard_draft(user, draft_id=draft.pk)
            messages.success(request, "The unfinished person is discarded.")
        return redirect(journey.start)
    if draft is None:
        return redirect(journey.address("identity"))
    return show_unfinished(request, journey, draft, heading="You have not finished adding a person")


@csrf_exempt
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """What the page's script sends while somebody types."""
    return autosave(request, journey=NAME, nominal_id=None)
