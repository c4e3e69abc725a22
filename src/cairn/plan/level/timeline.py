"""The levels at which somebody was managed, in the order they were decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from cairn.law.cases.fields import Fields

OUTCOMES = ("accepted", "rejected")
# A meeting that decides a level sets it, and a referral that is accepted.
LEVEL_EVENTS: Mapping[str, tuple[str, ...]] = {
    "mappa-level": ("date", "level"),
    "meeting": ("date", "level", "decided_level"),
    "referral": ("date", "level"),
    "referral-decided": ("date", "referral", "outcome", "level"),
}
# The levels of a nominal as JSON, in the order in which `Levels` reads them.
LEVELS_SQL = """
    SELECT nominal_id, json_agg(json_build_array(set_on, level, received_on) ORDER BY set_on, recorded_at, id) AS levels
    FROM plan_managementlevel WHERE {these} AND {kept} GROUP BY nominal_id
"""


class LevelSet(msgspec.Struct, frozen=True, array_like=True):
    """
    A level, and the day it was set.

    Parameters
        received_on: the day of the referral that it was decided on; a meeting is still to come.
    """

    set_on: date
    level: int
    received_on: date | None = None


Levels = tuple[LevelSet, ...]


def level_on(levels: Levels, day: date) -> LevelSet | None:
    """The decision that stood on that day."""
    return next((one for one in reversed(levels) if one.set_on <= day), None)


def since_when(levels: Levels, day: date) -> date | None:
    """The day from which the level of that day has stood without a break."""
    told = [one for one in levels if one.set_on <= day]
    since: date | None = None
    for one in reversed(told):
        if one.level != told[-1].level:
            break
        since = one.set_on
    return since


def levels_in(events: Sequence[Fields]) -> Levels:
    """
    The levels that a clock case tells, by themselves or as a meeting decided them.

    Raises
        BadInput: no such level.
    """
    told = []
    referred = {row.row.get("id"): row.the_day("date") for row in events if row.row["kind"] == "referral"}
    for row in events:
        kind = row.row["kind"]
        if kind == "mappa-level":
            told.append(LevelSet(row.the_day("date"), a_level(row, "level")))
        elif kind == "meeting" and row.row.get("decided_level") is not None:
            told.append(LevelSet(row.the_day("date"), a_level(row, "decided_level")))
        elif kind == "referral-decided" and row.the_choice("outcome", OUTCOMES) == "accepted":
            received = referred.get(row.needed("referral"))
            if received is None:
                row.refuse("referral", "names no referral of this case.")
            told.append(LevelSet(row.the_day("date"), a_level(row, "level"), received))
    return tuple(sorted(told, key=lambda one: one.set_on))


def a_level(row: Fields, key: str) -> int:
    """
    A level that must be there.

    Raises
        BadInput: none, or none of MAPPA's.
    """
    row.needed(key)
    level = row.whole(key, 3)
    if not level:
        row.refuse(key, "MAPPA has the levels 1, 2 and 3.")
    return level
