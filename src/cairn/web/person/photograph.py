"""The current photograph's bytes, from the database, so that row security covers them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cairn.access.access_basis import access_decision
from cairn.accounts.models import User
from cairn.dates import today
from cairn.errors import NotFound
from cairn.ledger.operations import Task, declare_page
from cairn.record.allocation.queries import current_allocation
from cairn.record.identity.queries import get_person, photograph_of
from cairn.web.person.stated import reason_if_restricted
from cairn.web.person.viewer import case_page, enter_look

PHOTOGRAPH_SEEN = declare_page("photograph", "Saw the photograph", task=Task.PHOTOGRAPH)


@case_page
def photograph(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The photograph, and a look in the ledger: its address can be opened without the page that shows it."""
    found = photograph_of(nominal_id)
    if found is None:
        raise NotFound("no photograph of this person, or none that you may see")
    day = today()
    enter_look(
        user,
        get_person(nominal_id),
        page=PHOTOGRAPH_SEEN,
        through=access_decision(user, nominal_id, as_at=day).through,
        allocation=current_allocation(nominal_id),
        shown={"photograph": str(found.pk)},
        why=reason_if_restricted(nominal_id),
    )
    return HttpResponse(
        bytes(found.image),
        content_type=found.media_type,
        headers={"Cache-Control": "private, no-store", "Content-Disposition": "inline"},
    )
