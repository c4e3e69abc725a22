"""
That a record exists outside the user's partnerships, and whom to ask: nothing else about it.

Only for a whole identity: a surname as spelled with the whole day of birth, or an identity number. Somebody who
does not know whom they look for is told nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from cairn.access.elsewhere import Holder, holders_of, told_elsewhere
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES
from cairn.ledger.models import Act
from cairn.ledger.services import enter
from cairn.search.asked import Asked, Born, read


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A record that matches and is not the user's to see; `holder` says whom to ask."""

    nominal_id: UUID
    holder: Holder


@transaction.atomic
def find_elsewhere(
    actor: User, *, text: str = "", date_of_birth: date | Born | None = None
) -> list[Elsewhere]:
    """
    Records outside the user's partnerships that match a whole identity, at most five.

    Empty for roles and kinds of agency that are not told (need_to_know/matrix.toml, [elsewhere]), and for
    restricted records.

    Raises
        NotAllowed: the role reads no records.
        BadInput: nothing to look for, too long, or no such day.

    Source: DPA 2018 s.62(1)(c): that somebody was told is entered, with the records' ids.
    """
    require_role(actor, CASE_ROLES, act="search for people")
    asked = read(text, date_of_birth)
    if not _whole(asked):
        return []
    born = asked.born.first if asked.born and asked.born.first == asked.born.last else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cairn_find_elsewhere(%s::text[], %s::date, %s::text[])",
            [_surnames(asked.words), born, [f"{kind}:{canonical}" for kind, canonical in asked.numbers]],
        )
        found = [nominal_id for (nominal_id,) in cursor.fetchall()]
    holders = holders_of(found)
    told = [Elsewhere(nominal_id, holders[nominal_id]) for nominal_id in found if nominal_id in holders]
    for row in told:
        enter(
            actor,
            act=Act.CONSULTATION,
            what="told that a record exists",
            nominal_id=row.nominal_id,
            detail={"kind": asked.kind},
        )
    return told


def more_with_birth(actor: User, *, text: str = "", date_of_birth: date | Born | None = None) -> bool:
    """Whether a date of birth as well as this name might find records held by others, for those who are told."""
    asked = read(text, date_of_birth)
    return bool(asked.words) and not _whole(asked) and told_elsewhere(actor)


def _surnames(words: tuple[str, ...]) -> list[str]:
    """Every run of words, since a surname may be several: "van der Berg", "Featherstone Smith"."""
    ends = range(1, len(words) + 1)
    return [" ".join(words[start:end]) for start in range(len(words)) for end in ends if start < end]


def _whole(asked: Asked) -> bool:
    """Whether a whole identity was given: who looks for nobody in particular is told nothing."""
    return bool(asked.numbers or (asked.words and asked.born and asked.born.first == asked.born.last))
