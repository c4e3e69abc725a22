"""Who holds a record that a page did not find, for those who are told: whom to ask, and nothing about the person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from cairn.access.access_basis import access_decision
from cairn.access.break_glass.queries import may_break_glass
from cairn.accounts.models import User
from cairn.dates import today
from cairn.ledger.services import enter
from cairn.search.unshared_matches import TOLD_OF_RECORD


@dataclass(frozen=True, slots=True)
class Held:
    """
    A record outside the user's partnerships.

    Parameters
        because: who holds it, in a sentence.
        may_open: whether this user may open it in an emergency.
    """

    nominal_id: UUID
    because: str
    may_open: bool


def held_by_others(request: HttpRequest) -> Held | None:
    """
    Who holds the record of the person that this address is about; None if it is about nobody's, or the user is not
    told (see cairn.access.record_holder). That somebody was told is entered.

    Source: DPA 2018 s.62(1)(c).
    """
    user, match = getattr(request, "user", None), request.resolver_match
    nominal_id = match.kwargs.get("nominal_id") if match else None
    if not isinstance(user, User) or not isinstance(nominal_id, UUID):
        return None
    decision = access_decision(user, nominal_id, as_at=today())
    if decision.holder is None:
        return None
    enter(user, TOLD_OF_RECORD, nominal_id=nominal_id)
    return Held(nominal_id, " ".join(decision.because), may_break_glass(user))
