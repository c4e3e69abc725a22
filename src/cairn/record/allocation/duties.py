"""Who manages a person on a day: on whose worklist, and on which team's, their duties stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.duties.source import NOTHING_TOLD, Answer, Case, DutySource, Summary, Whose


class Managed(msgspec.Struct, frozen=True, array_like=True):
    """An officer, and their team, who manages the person from a day until the day before another."""

    starts: date
    ends: date | None
    officer_id: UUID
    team_id: UUID | None


Allocations = tuple[Managed, ...]
_read = msgspec.json.Decoder(Allocations).decode
_BEGUN = "SELECT nominal_id FROM record_allocation WHERE starts <= %(as_at)s AND"


class AllocationSource(DutySource[Allocations]):
    """Owes nothing itself; it says who manages the person."""

    name: ClassVar[str] = "allocation"
    # Who manages the person is never left out: somebody must see the duties.
    statement: ClassVar[str] = """
        SELECT nominal_id, json_agg(json_build_array(starts, ends, officer_id, team_id)
                                    ORDER BY starts, ends NULLS LAST, id)::text
        FROM record_allocation WHERE {these} GROUP BY nominal_id
    """
    concerns: ClassVar[Mapping[Whose, str]] = {
        "officer": f"{_BEGUN} officer_id = %(whose)s",
        "team": f"{_BEGUN} team_id = %(whose)s",
    }

    def read(self, document: str | None) -> Allocations:
        return _read(document) if document else ()

    def summary(self, facts: Allocations, case: Case) -> Summary:
        managing = [
            one for one in facts if one.starts <= case.as_at and (one.ends is None or case.as_at < one.ends)
        ]
        if not managing:
            return NOTHING_TOLD
        return Summary(officer_id=managing[-1].officer_id, team_id=managing[-1].team_id)

    def answer(self, facts: Allocations, case: Case) -> Answer:
        return Answer(changes=[day for one in facts for day in (one.starts, one.ends)])


ALLOCATION = AllocationSource()
