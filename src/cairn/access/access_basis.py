"""Why this user may see a record, or may not, in words; and which kinds of fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from cairn.access.break_glass.queries import open_now
from cairn.access.kinds import Purpose
from cairn.access.models import Partnership, Relation
from cairn.access.need_to_know.matrix import FactKind, matrix
from cairn.access.partnerships.queries import partners_of
from cairn.access.record_holder import RecordHolder, holder_of
from cairn.access.restricted.queries import Marker, restrictions_on
from cairn.access.transfers.queries import standing_offer
from cairn.accounts.agencies.models import User
from cairn.accounts.roles import RECEIVERS, Role
from cairn.dates import in_words


class Through(StrEnum):
    """By what a record is open to a user."""

    OWNER = "owner"
    PARTNER = "partner"
    BREAK_GLASS = "break-glass"
    OFFER = "offer"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class AccessDecision:
    """
    Why, in sentences, and what follows.

    Parameters
        because: sentences for the user, none of which names the person.
        reads, not_read: kinds of fact that this user reads of this record, and those they do not.
        withheld: single facts that they are told are withheld.
        complete: nothing of the record is kept from them, told or not: reasons can be given in full.
        holder: whom to ask, where the record is not open and the user may know that it exists.
    """

    through: Through
    because: tuple[str, ...]
    reads: tuple[FactKind, ...] = ()
    not_read: tuple[FactKind, ...] = ()
    withheld: tuple[Marker, ...] = ()
    restricted: bool = False
    complete: bool = False
    holder: RecordHolder | None = None


def access_decision(
    user: User, nominal_id: UUID, *, as_at: date, partnerships: Iterable[Partnership] | None = None
) -> AccessDecision:
    """
    Why this user may see this record on this day, or why not.

    Parameters
        partnerships: as this user sees them, if they were read already.
    """
    role = Role(user.role).in_words
    if not user.reads_cases:
        return _nothing(f"Your role, {role}, does not open people's records.")
    working = partners_of(nominal_id, as_at=as_at) if partnerships is None else partnerships
    mine = [row for row in working if row.agency_id == user.agency_id and row.current_on(as_at)]
    if mine:
        # The owner's row first: an agency that takes over may be a partner until that day ends.
        row = min(mine, key=lambda each: each.relation != Relation.OWNER)
        if row.relation == Relation.OWNER:
            return _open(
                user,
                nominal_id,
                Through.OWNER,
                None,
                f"{user.agency.name} owns this record, and you act in it as {role}.",
            )
        until = f" until {in_words(row.until)}" if row.until else ""
        return _open(
            user,
            nominal_id,
            Through.PARTNER,
            Purpose(row.purpose_kind),
            f"{user.agency.name} works with this person as a partner{until}, for: "
            f"{row.get_purpose_kind_display().lower()} ({row.purpose}). You act in it as {role}.",
        )
    return _without_partnership(user, nominal_id, as_at)


def _without_partnership(user: User, nominal_id: UUID, as_at: date) -> AccessDecision:
    opening = open_now(user, nominal_id)
    if opening is not None:
        until = timezone.localtime(opening.until)
        return _open(
            user,
            nominal_id,
            Through.BREAK_GLASS,
            None,
            f"You opened this record in an emergency. It is open to you, to read, until {until:%H:%M} on "
            f"{in_words(until.date())}, and a supervisor of the agency that owns it reviews that.",
        )
    offer = standing_offer(nominal_id, today=as_at)
    if offer is not None and offer.to_agency_id == user.agency_id and user.has_role(*RECEIVERS):
        return _open(
            user,
            nominal_id,
            Through.OFFER,
            None,
            f"{offer.from_agency.name} has offered this record to {user.agency.name}. You may read it until "
            f"{in_words(offer.lapses_on)}, to decide.",
        )
    holder = holder_of(nominal_id)
    if holder is None:
        return _nothing("There is no such person on the register, or none that you may see.")
    return _nothing(
        f"{user.agency.name} does not work with this person. The record is held by {holder}.", holder
    )


def _nothing(because: str, holder: RecordHolder | None = None) -> AccessDecision:
    return AccessDecision(Through.NOTHING, (because,), not_read=tuple(matrix().facts.values()), holder=holder)


def _open(
    user: User, nominal_id: UUID, through: Through, purpose: Purpose | None, because: str
) -> AccessDecision:
    reads = matrix().read_by(user.role_kind, purpose)
    over = restrictions_on(nominal_id)
    sentences = [because]
    if over.whole:
        sentences.append(
            "The record is restricted to named people, and you are one of them. "
            "You say why before you open it; the reason holds for 30 minutes."
        )
    if over.markers:
        sentences.append(
            "Some facts are restricted: you are told that they are withheld, and not what they are."
        )
    return AccessDecision(
        through,
        tuple(sentences),
        reads=reads,
        not_read=tuple(fact for fact in matrix().facts.values() if fact not in reads),
        withheld=over.markers,
        restricted=over.whole,
        complete=not over.redacts,
    )
