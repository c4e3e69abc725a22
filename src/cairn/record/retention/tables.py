"""
Every place in the database where one person's rows are, from the rooms' own declarations.

A table that a room declares for row security is covered the day it is born.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cairn.access.apply_row_security import declared
from cairn.table_security import SpecialTable, TableSecurity

# Entries about a person outlive the record, without what they said of them: see `erasing`.
LEDGER = "ledger_entry"


class Place(NamedTuple):
    """A table, and its column that names the nominal; `past` for a history table."""

    table: str
    column: str
    past: bool


def places(cursor: Any) -> list[Place]:
    """
    Tables that hold rows about a nominal; history tables last, because deleting a row adds to its history.

    Parameters
        cursor: of a connection that may read the catalogue; it says which special tables name a nominal.
    """
    cursor.execute(
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name = 'nominal_id'"
    )
    naming = {table for (table,) in cursor.fetchall()}
    found: list[Place] = []
    for rule in declared():
        if isinstance(rule, TableSecurity):
            found += [Place(table, rule.nominal, past) for table, past in rule.tables()]
        elif isinstance(rule, SpecialTable) and rule.table in naming and rule.table != LEDGER:
            found.append(Place(rule.table, "nominal_id", rule.table.endswith("history")))
    return sorted(found, key=lambda place: place.past)
