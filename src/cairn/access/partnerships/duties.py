"""Which agency owns a record on a day: whoever's people must see every duty about the person done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.dates import ONE_DAY
from cairn.duties.source import NOTHING_TOLD, Answer, Case, DutySource, Summary


class Owner(msgspec.Struct, frozen=True, array_like=True):
    """An agency that owns the record from a day until a day, both counted."""

    starts: date
    last: date | None
    agency_id: UUID


Owners = tuple[Owner, ...]
_read = msgspec.json.Decoder(Owners).decode


class OwnershipSource(DutySource[Owners]):
    """Owes nothing itself; it says whose record it is."""

    name: ClassVar[str] = "ownership"
    statement: ClassVar[str] = """
        SELECT nominal_id, json_agg(json_build_array(starts, until, agency_id)
                                    ORDER BY starts, until NULLS LAST, id)::text
        FROM access_partnership WHERE relation = 'owner' AND {these} GROUP BY nominal_id
    """

    def read(self, document: str | None) -> Owners:
        return _read(document) if document else ()

    def summary(self, facts: Owners, case: Case) -> Summary:
        owner = owner_on(facts, case.as_at)
        return Summary(agency_id=owner.agency_id) if owner else NOTHING_TOLD

    def answer(self, facts: Owners, case: Case) -> Answer:
        first = [owner.starts for owner in facts]
        return Answer(changes=first + [owner.last + ONE_DAY for owner in facts if owner.last])


def owner_on(owners: Sequence[Owner], day: date) -> Owner | None:
    """Who answers for the record: between two owners the last one, before the first, the first."""
    begun = [owner for owner in owners if owner.starts <= day]
    running = [owner for owner in begun if owner.last is None or day <= owner.last]
    return next(iter((*running[::-1], *begun[::-1], *owners)), None)


OWNERSHIP = OwnershipSource()
