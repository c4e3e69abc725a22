"""The current photograph's bytes, from the database, so that row security covers them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cairn.access.models import User
from cairn.errors import NotFound
from cairn.ledger.models import Act
from cairn.ledger.services import enter
from cairn.record.identity.queries import photograph_of
from cairn.web.person.stated import reason_if_restricted
from cairn.web.person.viewer import case_page


@case_page
def photograph(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The photograph, and a ledger entry: its address can be opened without the page that shows it."""
    found = photograph_of(nominal_id)
    if found is None:
        raise NotFound("no photograph of this person, or none that you may see")
    enter(
        user,
        act=Act.CONSULTATION,
        what="photograph",
        nominal_id=nominal_id,
        detail={"photograph": str(found.pk)},
        why=reason_if_restricted(nominal_id),
    )
    return HttpResponse(
        bytes(found.image),
        content_type=found.media_type,
        headers={"Cache-Control": "private, no-store", "Content-Disposition": "inline"},
    )
