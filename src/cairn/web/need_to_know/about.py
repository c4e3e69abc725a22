"""Everything that "Who has access" says of one record, as far as this user is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.access.access_basis import AccessDecision, access_decision
from cairn.access.break_glass.models import BreakGlass
from cairn.access.break_glass.queries import openings_of
from cairn.access.models import Partnership
from cairn.access.partnerships.queries import partnerships_of
from cairn.access.requests.models import AccessRequest
from cairn.access.requests.queries import requests_of
from cairn.access.restricted.models import NamedReader, RestrictedFact, RestrictedNominal
from cairn.access.restricted.queries import readers_of, restricted_facts_of, restriction_of
from cairn.access.transfers.models import Transfer
from cairn.access.transfers.queries import transfers_of
from cairn.accounts.agencies.queries import agencies_by_id
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import RESTRICTORS, SHARERS, Role


@dataclass(frozen=True, slots=True)
class May:
    """What this user may do about it, from the page."""

    share: bool
    mark: bool
    restrict: bool


@dataclass(frozen=True, slots=True)
class Access:
    """
    The page's content.

    Parameters
        sight: why this user sees the record, what they read of it and what is withheld.
        current, other: partnerships today; those before, or to come.
        agencies: those that restricted facts name and markers say to ask, by id.
        on_offer: whether an offer of the record may still be answered.
    """

    sight: AccessDecision
    may: May
    current: tuple[Partnership, ...]
    other: tuple[Partnership, ...]
    restriction: RestrictedNominal | None
    readers: tuple[NamedReader, ...]
    facts: tuple[RestrictedFact, ...]
    agencies: dict[UUID, Agency]
    openings: tuple[BreakGlass, ...]
    requests: tuple[AccessRequest, ...]
    offers: tuple[Transfer, ...]
    on_offer: bool


def access_of(user: User, nominal_id: UUID, *, owns: bool, as_at: date) -> Access:
    """
    Who sees this record, why, and what is kept from whom.

    Parameters
        owns: whether the user's agency owns the record.
    """
    every, facts = partnerships_of(nominal_id), tuple(restricted_facts_of(nominal_id))
    sight, restriction = access_decision(user, nominal_id, as_at=as_at), restriction_of(nominal_id)
    named = {key for fact in facts for key in fact.agencies}
    asked = {marker.ask for marker in sight.withheld if marker.ask}
    offers = tuple(transfers_of(nominal_id))
    return Access(
        sight=sight,
        may=May(
            share=owns and user.has_role(*SHARERS),
            mark=owns and user.has_role(*RESTRICTORS),
            restrict=owns and user.has_role(Role.SUPERVISOR),
        ),
        current=tuple(row for row in every if row.current_on(as_at)),
        other=tuple(row for row in every if not row.current_on(as_at)),
        restriction=restriction,
        readers=tuple(readers_of(nominal_id)) if restriction else (),
        facts=facts,
        agencies=agencies_by_id(named | asked) if named or asked else {},
        openings=tuple(openings_of(nominal_id)),
        requests=tuple(requests_of(nominal_id)),
        offers=offers,
        on_offer=any(row.stands(as_at) for row in offers),
    )
