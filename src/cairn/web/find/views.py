"""Find a person, by whatever is known of them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cairn.access.break_glass.queries import may_break_glass
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import BadInput
from cairn.ledger.entries.pace import within_pace_of_searches
from cairn.search.people import find
from cairn.search.unshared_matches import find_unshared_matches, more_with_birth
from cairn.web.base.forms import add_refusal
from cairn.web.find.forms import FindForm
from cairn.web.find.kept import KeptPerson, KeptRecord, KeptSearch, keep, kept_search
from cairn.web.person.viewer import case_page

_MOST = 20


@require_http_methods(["GET", "POST"])
@case_page
def find_person(request: HttpRequest, user: User) -> HttpResponse:
    """The search: sent, and answered by the address of what it found (see `cairn.web.find.kept`)."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.asked():
        search = _search(form, user)
        if search is not None:
            return redirect("found", keep(request.session, search))
    elif form.is_bound and form.is_valid():
        form.add_error("text", "Enter a name, a number or a date of birth")
    return _page(request, user, form)


@require_GET
@case_page
def found(request: HttpRequest, user: User, name: str) -> HttpResponse:
    """What a search found, with the reason for each match; an empty search page when it is no longer kept."""
    search = kept_search(request.session, name)
    form = FindForm(search.typed if search else None)
    return _page(request, user, form, search, gone=search is None)


def _page(
    request: HttpRequest,
    user: User,
    form: FindForm,
    search: KeptSearch | None = None,
    *,
    gone: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "search": search,
        "gone": gone,
        "may_open": may_break_glass(user),
        "most": _MOST,
        "may_add": user.role in RECORD_KEEPERS,
    }
    return render(request, "find/find.html", context)


def _search(form: FindForm, user: User) -> KeptSearch | None:
    within_pace_of_searches(user.pk, most=settings.CAIRN.searches_a_minute)
    asked = form.cleaned_data
    try:
        people = find(user, limit=_MOST, **asked)
        records = find_unshared_matches(user, **asked)
    except BadInput as refusal:
        add_refusal(form, refusal)
        return None
    return KeptSearch(
        typed={name: str(value) for name, value in form.data.items() if name != "csrfmiddlewaretoken"},
        found=[KeptPerson(one.nominal_id, one.name, one.date_of_birth, one.why) for one in people],
        unshared=[KeptRecord(one.nominal_id, str(one.holder)) for one in records],
        add_birth=more_with_birth(user, **asked),
    )
