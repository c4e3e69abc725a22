"""Opening a record in an emergency: one reason, one button; and the review of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

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
from cairn.errors import Conflict, NotAllowed, NotFound
from cairn.ledger.operations import declare_page, operation_of
from cairn.ledger.services import enter
from cairn.record.identity.queries import shown_names
from cairn.web.actions.page import ActionPage, Done, GoTo, Ids, Opened, Typed, asking
from cairn.web.actions.shown import on_page
from cairn.web.base.filters import when
from cairn.web.need_to_know.forms import EmergencyForm, ReviewForm
from cairn.web.need_to_know.on_access import to_decide
from cairn.web.need_to_know.watched import this_row
from cairn.web.person.viewer import must_read_cases, viewer

OPENING_READ = declare_page("emergency opening", "Read about an emergency opening")


def _open_record(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Nothing about the person is on the page.

    Raises
        NotAllowed: the role or the kind of agency opens no records so.
        NotFound: no such person, or none of whom this user is told.
        GoTo: the record is open to them already.
    """
    must_read_cases(user)
    if not may_break_glass(user):
        raise NotAllowed("Your role or your kind of agency opens no records in an emergency.")
    nominal_id = ids["nominal_id"]
    if works_with(nominal_id) or open_now(user, nominal_id):
        raise GoTo(reverse("person", args=[nominal_id]))
    holder = holder_of(nominal_id)
    if holder is None:
        raise NotFound(NO_SUCH_PERSON)
    return Opened(request, user, today(), ids, row=holder)


def _break_glass(opened: Opened, typed: Typed) -> Done:
    made = break_glass(opened.user, nominal_id=opened.ids["nominal_id"], **typed)
    text = f"Open to you, to read, until {when(made.until)}. It will be reviewed."
    return Done(text, is_warning=True, then=reverse("person", args=[made.nominal_id]))


def _rule(opened: Opened) -> Mapping[str, Any]:
    return {"holder": opened.row, "rule": matrix().break_glass, "nominal_id": opened.ids["nominal_id"]}


def _find(_: Opened) -> str:
    return reverse("find")


OPEN = ActionPage(
    name="open_in_emergency",
    title="Open in an emergency",
    button="Open the record now",
    form=asking(EmergencyForm),
    does=_break_glass,
    outside=_open_record,
    watches="A record that is open already is gone to, not opened again.",
    is_warning=True,
    template="need_to_know/open_in_emergency.html",
    context=_rule,
    back=_find,
)


def _open_review(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Raises
        NotFound: no such opening, or none that this user may see.
        NotAllowed: the owner's supervisors review it, and nobody their own.
        Conflict: it was reviewed.
    """
    opening = get_opening(ids["break_glass_id"])
    enter(user, OPENING_READ, nominal_id=opening.nominal_id)
    if opening.reviewed_at:
        raise Conflict("This opening was reviewed already.")
    if not _may_review(user, opening):
        raise NotAllowed(
            "A supervisor of the agency that owns the record reviews this, and nobody their own."
        )
    return Opened(request, user, today(), ids, row=opening)


def _why(opened: Opened) -> str:
    return f"{opened.row.user.name}, {opened.row.agency.name}: {opened.row.why}"


def _review(opened: Opened, typed: Typed) -> Done:
    review_break_glass(opened.user, break_glass_id=opened.row.pk, **typed)
    return Done("Reviewed. Whoever opened the record can read what you found.")


REVIEW = ActionPage(
    name="review_emergency",
    title="Review an emergency opening",
    button="Save the review",
    form=asking(ReviewForm),
    does=_review,
    outside=_open_review,
    about=_why,
    watches=this_row(BreakGlass, "break_glass_id"),
    back=to_decide,
)


@require_safe
@login_required
def emergency(request: HttpRequest, break_glass_id: UUID) -> HttpResponse:
    """
    One emergency opening: for the owner's supervisors to review, for the others who see it to follow.

    Raises
        NotFound: no such opening, or none that this user may see.
    """
    user, opening = viewer(request), get_opening(break_glass_id)
    enter(user, OPENING_READ, nominal_id=opening.nominal_id)
    reviews = not opening.reviewed_at and _may_review(user, opening)
    context = {
        "opening": opening,
        "review": on_page(REVIEW, request, user, row=opening, break_glass_id=break_glass_id)
        if reviews
        else None,
        "reviews": reviews,
        "own": opening.user_id == user.pk,
        "name": shown_names([opening.nominal_id]).get(opening.nominal_id),
        "entries": [(it.at, operation_of(it).sentence) for it in read_during(opening)] if reviews else [],
        "late": opening.reviewed_at is None and opening.review_by < timezone.now(),
    }
    return render(request, "need_to_know/emergency.html", context)


def _may_review(user: User, opening: BreakGlass) -> bool:
    if opening.user_id == user.pk or not user.has_role(Role.SUPERVISOR):
        return False
    working = partners_of(opening.nominal_id, as_at=today())
    return any(row.relation == Relation.OWNER and row.agency_id == user.agency_id for row in working)
