"""The category and the level at which MAPPA manages a person, for every list that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

import msgspec

from cairn.duties.source import Answer, Case, DutySource, Summary
from cairn.law.cases.fields import Fields
from cairn.plan.eligibility import category_of


class LevelSet(msgspec.Struct, frozen=True, array_like=True):
    """A level, and the day it was set."""

    set_on: date
    level: int


Levels = tuple[LevelSet, ...]
_read = msgspec.json.Decoder(Levels).decode


class LevelSource(DutySource[Levels]):
    """Owes nothing itself; it says at which level the person is managed."""

    name: ClassVar[str] = "level"
    statement: ClassVar[str] = """
        SELECT nominal_id, json_agg(json_build_array(set_on, level) ORDER BY set_on, recorded_at, id)::text
        FROM plan_managementlevel WHERE {these} AND {kept} GROUP BY nominal_id
    """

    events: ClassVar[Mapping[str, tuple[str, ...]]] = {"mappa-level": ("date", "level")}

    def read(self, document: str | None) -> Levels:
        return _read(document) if document else ()

    def summary(self, facts: Levels, case: Case) -> Summary:
        levels = [one.level for one in facts if one.set_on <= case.as_at]
        category = category_of(case.person, case.as_at, registration=case.assessment.registration)
        return Summary(category=category.number, level=levels[-1] if levels else None)

    def answer(self, facts: Levels, case: Case) -> Answer:
        return Answer(changes=[one.set_on for one in facts])

    def from_events(self, events: Sequence[Fields], as_at: date) -> Levels:
        return tuple(LevelSet(row.the_day("date"), _level(row)) for row in events)


def _level(row: Fields) -> int:
    row.needed("level")
    level = row.whole("level", 3)
    if not level:
        row.refuse("level", "MAPPA has the levels 1, 2 and 3.")
    return level


LEVEL = LevelSource()
