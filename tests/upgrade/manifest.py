"""What a register holds that an upgrade must not lose, in a form that both versions can be asked for."""

from __future__ import annotations

from typing import Any

import msgspec
import psycopg

# Whatever was said of them in words may be said better; which, when and by which law may not change by itself.
_DUTIES = """
SELECT nominal_id::text, basis, kind, of, state, due::text, provision, owed_by
FROM clock_duty WHERE NOT stands_in ORDER BY 1, 2, 3, 4, 6, 7, 5
"""
_PEOPLE = """
SELECT n.id::text, n.date_of_birth::text, string_agg(m.forenames || ' ' || m.surname, '; ' ORDER BY m.forenames, m.surname)
FROM record_nominal n JOIN record_name m ON m.nominal_id = n.id GROUP BY n.id ORDER BY 1
"""
_STANDING = """
SELECT nominal_id::text, registrable::text, until::text, indefinite FROM clock_standing
WHERE NOT stands_in ORDER BY 1
"""
_COUNTED = (
    *("record_address", "record_conviction", "record_disposal", "record_courtorder", "record_notification"),
    *(
        "record_trip",
        "record_disclosure",
        "record_photograph",
        "supervision_visit",
        "plan_plan",
        "plan_action",
    ),
    *("access_partnership", "access_user", "access_agency"),
)


class Manifest(msgspec.Struct, frozen=True):
    """
    A register in brief.

    Parameters
        version: the commit that made it; day: the day of its duties, and on which it was made.
        entries: of the ledger; sealed: rows in its log.
    """

    version: str
    day: str
    people: list[list[Any]]
    standing: list[list[Any]]
    duties: list[list[Any]]
    rows: dict[str, int]
    entries: int
    sealed: int


def taken(connection: psycopg.Connection, *, version: str, day: str) -> Manifest:
    """What the register behind a superuser's connection holds."""

    def rows(query: str) -> list[list[Any]]:
        return [list(row) for row in connection.execute(query)]

    def count(table: str) -> int:
        return int(rows(f"SELECT count(*) FROM {table}")[0][0])

    return Manifest(
        version=version,
        day=day,
        people=rows(_PEOPLE),
        standing=rows(_STANDING),
        duties=rows(_DUTIES),
        rows={table: count(table) for table in _COUNTED},
        entries=count("ledger_entry"),
        sealed=count("ledger_leaf"),
    )
