"""Opening a record in an emergency: one reason, one button; and the review of that."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cairn.access.break_glass.models import BreakGlass
from cairn.access.break_glass.queries import get_opening, may_break_glass, open_now, read_during
from cairn.access.break_glass.services import break_glass, review_break_glass
from cairn.access.models import Relation
from cairn.access.need_to_know.matrix import matrix
from cairn.access.owning import NO_SUCH_PERSON
from cairn.access.partnerships.queries import partners_of, works_with
from cairn.access.record_holder import holder_of
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import CairnError, NotAllowed, NotFound
from cairn.ledger.operations import declare_page, operation_of
from cairn.ledger.services import enter
from cairn.record.identity.queries import shown_names
from cairn.web.base.filters import when
from cairn.web.base.forms import add_refusal
from cairn.web.need_to_know.forms import EmergencyForm, ReviewForm
from cairn.web.person.viewer import case_page, viewer

OPENING_READ = declare_page("emergency opening", "Read about an emergency opening")


@require_http_methods(["GET", "POST"])
@case_page
def open_in_emergency(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """
    Open a record outside one's partnerships, and go to it. Nothing about the person is on the page.

    Raises
        NotAllowed: the role or the kind of agency opens no records so.
        NotFound: no such person, or none of whom this user is told.
    """
    if not may_break_glass(user):
        raise NotAllowed("Your role or your kind of agency opens no records in an emergency.")
    if works_with(nominal_id) or open_now(user, nominal_id):
        return redirect("person", nominal_id)
    holder = holder_of(nominal_id)
    if holder is None:
        raise NotFound(NO_SUCH_PERSON)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            opened = break_glass(user, nominal_id=nominal_id, **form.cleaned_data)
        except NotFound:
            raise
        except CairnError as refusal:
            add_refusal(form, refusal)
        else:
            messages.warning(
                request, f"Open to you, to read, until {when(opened.until)}. It will be reviewed."
            )
            return redirect("person", nominal_id)
    context = {"form": form, "holder": holder, "rule": matrix().break_glass, "agency": user.agency}
    return render(request, "need_to_know/open_in_emergency.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def emergency(request: HttpRequest, break_glass_id: UUID) -> HttpResponse:
    """
    One emergency opening: for the owner's supervisors to review, for the others who see it to follow.

    Raises
        NotFound: no such opening, or none that this user may see.
    """
    user, opening = viewer(request), get_opening(break_glass_id)
    enter(user, OPENING_READ, nominal_id=opening.nominal_id)
    reviews = _may_review(user, opening)
    form = ReviewForm(request.POST if request.method == "POST" and reviews else None)
    if form.is_valid() and _reviewed(form, user, opening):
        messages.success(request, "Reviewed. Whoever opened the record reads what you found.")
        return redirect("access_to_decide")
    context = {
        "opening": opening,
        "form": form,
        "reviews": reviews,
        "own": opening.user_id == user.pk,
        "name": shown_names([opening.nominal_id]).get(opening.nominal_id),
        "entries": [(it.at, operation_of(it).sentence) for it in read_during(opening)] if reviews else [],
        "late": opening.reviewed_at is None and opening.review_by < timezone.now(),
    }
    return render(request, "need_to_know/emergency.html", context)


def _may_review(user: User, opening: BreakGlass) -> bool:
    if opening.reviewed_at or opening.user_id == user.pk or not user.has_role(Role.SUPERVISOR):
        return False
    working = partners_of(opening.nominal_id, as_at=today())
    return any(row.relation == Relation.OWNER and row.agency_id == user.agency_id for row in working)


def _reviewed(form: forms.Form, user: User, opening: BreakGlass) -> bool:
    try:
        review_break_glass(user, break_glass_id=opening.pk, **form.cleaned_data)
    except CairnError as refusal:
        add_refusal(form, refusal)
        return False
    return True
