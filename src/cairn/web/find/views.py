"""Find a person, by whatever is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cairn.access.break_glass.queries import may_break_glass
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import BadInput
from cairn.ledger.entries.pace import within_pace_of_searches
from cairn.search.people import find
from cairn.search.unshared_matches import UnsharedMatch, find_unshared_matches, more_with_birth
from cairn.web.base.forms import add_refusal
from cairn.web.find.forms import FindForm
from cairn.web.person.viewer import case_page

if TYPE_CHECKING:
    from cairn.search.people import Found

_MOST = 20


@require_http_methods(["GET", "POST"])
@case_page
def find_person(request: HttpRequest, user: User) -> HttpResponse:
    """
    The search, and what it found with the reason for each match.

    Sent as POST, so that what was typed about a person stays out of addresses, history and server logs.
    """
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[Found] | None = None
    unshared: list[UnsharedMatch] = []
    if form.is_bound and form.asked():
        found = _found(form, user)
        unshared = find_unshared_matches(user, **form.cleaned_data) if found is not None else []
    elif form.is_bound and form.is_valid():
        form.add_error("text", "Enter a name, a number or a date of birth")
    context = {
        "add_birth": found is not None and more_with_birth(user, **form.cleaned_data),
        "form": form,
        "found": found,
        "unshared": unshared,
        "may_open": may_break_glass(user),
        "most": _MOST,
        "may_add": user.role in RECORD_KEEPERS,
    }
    return render(request, "find/find.html", context)


def _found(form: FindForm, user: User) -> list[Found] | None:
    within_pace_of_searches(user.pk, most=settings.CAIRN.searches_a_minute)
    try:
        return find(user, limit=_MOST, **form.cleaned_data)
    except BadInput as refusal:
        add_refusal(form, refusal)
        return None
