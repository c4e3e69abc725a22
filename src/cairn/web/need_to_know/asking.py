"""Asking the agency that holds a record for access to it, and its answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cairn.access.owning import NO_SUCH_PERSON
from cairn.access.partnerships.queries import works_with
from cairn.access.record_holder import holder_of
from cairn.access.requests.services import ask_for_access
from cairn.accounts.models import User
from cairn.errors import CairnError, NotFound
from cairn.web.base.forms import add_refusal
from cairn.web.need_to_know.forms import AskForm
from cairn.web.person.viewer import case_page

_DAYS = 90


@require_http_methods(["GET", "POST"])
@case_page
def ask(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """
    Ask for access to a record outside one's partnerships. Nothing about the person is on the page.

    Raises
        NotFound: no such person, or none of whom this user is told.
    """
    if works_with(nominal_id):
        messages.warning(request, "Your agency works with this person already.")
        return redirect("access", nominal_id)
    holder = holder_of(nominal_id)
    if holder is None:
        raise NotFound(NO_SUCH_PERSON)
    form = AskForm(request.POST if request.method == "POST" else None, initial={"days": _DAYS})
    if form.is_valid():
        try:
            ask_for_access(user, nominal_id=nominal_id, **form.cleaned_data)
        except NotFound:
            raise
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Asked. {holder.agency.name} answers, and you read the answer here.")
            return redirect("access_to_decide")
    context = {
        "form": form,
        "heading": "Ask for access",
        "lead": f"The record is held by {holder}. Your agency asks; it decides.",
        "button": "Ask for access",
        "cancel": reverse("find"),
    }
    return render(request, "need_to_know/ask.html", context)
