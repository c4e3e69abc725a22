"""Adding a person with a conviction: search first, then who, what for, where, and who manages them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.drafts.services import discard_draft
from cairn.web.actions.keeping_words import rescue
from cairn.web.add_person.check import check
from cairn.web.add_person.flow import NAME, adding
from cairn.web.person.viewer import case_page
from cairn.web.wizard.pages import Wizard, answer_step, show_unfinished

# As in notifications/views.py: the pages' own signed note takes the place of the cross-site token.


def _wizard(user: User) -> Wizard:
    if user.role not in RECORD_KEEPERS:
        raise PermissionDenied
    return adding(user)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the wizard, the check of answers among them."""
    first = rescue(request, page=NAME, nominal_id=None, step=slug, keep=slug != "check")
    return first or _step(request, slug)


@case_page
def _step(request: HttpRequest, user: User, slug: str) -> HttpResponse:
    wizard = _wizard(user)
    return check(request, wizard) if slug == "check" else answer_step(request, wizard, slug)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin; or go on with one left unfinished, or discard it."""
    first = rescue(request, page=NAME, nominal_id=None, keep=False)
    return first or _start(request)


@case_page
def _start(request: HttpRequest, user: User) -> HttpResponse:
    wizard = _wizard(user)
    draft = wizard.draft()
    if request.method == "POST":
        if draft:
            discard_draft(user, draft_id=draft.pk)
            messages.success(request, "The unfinished person is discarded.")
        return redirect(wizard.start)
    if draft is None:
        return redirect(wizard.address("identity"))
    return show_unfinished(request, wizard, draft, heading="You have not finished adding a person")
