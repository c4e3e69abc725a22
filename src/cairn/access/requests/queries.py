"""Requests for access: those to answer, and those one's agency made."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from cairn.access.requests.models import AccessRequest
from cairn.accounts.agencies.models import User
from cairn.accounts.roles import SHARERS
from cairn.errors import NotFound


def _all() -> QuerySet[AccessRequest]:
    return AccessRequest.objects.select_related("agency", "owner", "asked_by", "decided_by")


def get_request(request_id: UUID) -> AccessRequest:
    """
    Raises
        NotFound: no such request, or none that this user may see.
    """
    found = _all().filter(pk=request_id).first()
    if found is None:
        raise NotFound("There is no such request, or none that you may see.")
    return found


def to_answer(user: User) -> list[AccessRequest]:
    """
    Requests for the agency's records that wait for an answer, the oldest first.

    Not by the agency that was asked: what waits when a record changes hands is its new owner's to answer.
    """
    if not user.has_role(*SHARERS):
        return []
    return list(_all().filter(outcome="").exclude(agency_id=user.agency_id).order_by("asked_at"))


def requests_of(nominal_id: UUID) -> list[AccessRequest]:
    """Every request for access to a person's record that the user may see, the latest first."""
    return list(_all().filter(nominal_id=nominal_id).order_by("-asked_at"))


def asked_by_agency_of(user: User) -> list[AccessRequest]:
    """What the user's agency asked for, and what came of it, the latest first."""
    return list(_all().filter(agency_id=user.agency_id).order_by("-asked_at")[:50])
