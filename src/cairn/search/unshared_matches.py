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

from cairn.access.record_holder import RecordHolder, holders_of, is_told_of_unshared
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.search.query import Born, SearchQuery, read_query

TOLD_OF_RECORD = declare(
    "told that a record exists", Act.CONSULTATION, "Was told which agency holds a record"
)


@dataclass(frozen=True, slots=True)
class UnsharedMatch:
    """A record that matches and is not the user's to see; `holder` says whom to ask."""

    nominal_id: UUID
    holder: RecordHolder


@transaction.atomic
def find_unshared_matches(
    actor: User, *, text: str = "", date_of_birth: date | Born | None = None
) -> list[UnsharedMatch]:
    """
    Records outside the user's partnerships that match a whole identity, at most five.

    Empty for roles and kinds of agency that are not told (need_to_know/matrix.toml, [unshared]), and for
    restricted records.

    Raises
        NotAllowed: the role reads no records.
        BadInput: nothing to look for, too long, or no such day.

    Source: DPA 2018 s.62(1)(c): that somebody was told is entered, with the records' ids.
    """
    require_role(actor, CASE_ROLES, act="search for people")
    query = read_query(text, date_of_birth)
    if not _whole(query):
        return []
    born = query.born.first if query.born and query.born.first == query.born.last else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cairn_find_elsewhere(%s::text[], %s::date, %s::text[])",
            [_surnames(query.words), born, [f"{kind}:{canonical}" for kind, canonical in query.numbers]],
        )
        found = [nominal_id for (nominal_id,) in cursor.fetchall()]
    holders = holders_of(found)
    told = [UnsharedMatch(nominal_id, holders[nominal_id]) for nominal_id in found if nominal_id in holders]
    for row in told:
        enter(
            actor,
            TOLD_OF_RECORD,
            nominal_id=row.nominal_id,
            detail={"kind": query.kind},
        )
    return told


def more_with_birth(actor: User, *, text: str = "", date_of_birth: date | Born | None = None) -> bool:
    """Whether a date of birth as well as this name might find records held by others, for those who are told."""
    query = read_query(text, date_of_birth)
    return bool(query.words) and not _whole(query) and is_told_of_unshared(actor)


def _surnames(words: tuple[str, ...]) -> list[str]:
    """Every run of words, since a surname may be several: "van der Berg", "Featherstone Smith"."""
    ends = range(1, len(words) + 1)
    return [" ".join(words[start:end]) for start in range(len(words)) for end in ends if start < end]


def _whole(query: SearchQuery) -> bool:
    """Whether a whole identity was given: who looks for nobody in particular is told nothing."""
    return bool(query.numbers or (query.words and query.born and query.born.first == query.born.last))
