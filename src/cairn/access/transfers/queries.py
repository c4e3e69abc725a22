"""Offers of records: those to answer, and one's agency's own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from cairn.access.transfers.models import Transfer
from cairn.accounts.agencies.models import User
from cairn.accounts.roles import RECEIVERS
from cairn.errors import NotFound


def _all() -> QuerySet[Transfer]:
    return Transfer.objects.select_related("from_agency", "to_agency", "to_team", "offered_by", "decided_by")


def get_transfer(transfer_id: UUID) -> Transfer:
    """
    Raises
        NotFound: no such offer, or none that this user may see.
    """
    found = _all().filter(pk=transfer_id).first()
    if found is None:
        raise NotFound("There is no such offer, or none that you may see.")
    return found


def offers_to_answer(user: User, *, today: date) -> list[Transfer]:
    """Records offered to the user's agency that it has not answered, the soonest to lapse first."""
    if not user.has_role(*RECEIVERS):
        return []
    waiting = _all().filter(to_agency_id=user.agency_id, outcome="", lapses_on__gte=today)
    return list(waiting.order_by("lapses_on", "offered_at"))


def transfers_of(nominal_id: UUID) -> list[Transfer]:
    """Every offer of a record that the user may see, the latest first."""
    return list(_all().filter(nominal_id=nominal_id).order_by("-offered_at"))


def standing_offer(nominal_id: UUID, *, today: date) -> Transfer | None:
    """The offer of a record that still waits for an answer."""
    return _all().filter(nominal_id=nominal_id, outcome="", lapses_on__gte=today).first()
