"""The projection's rows as values, and how they are written in PostgreSQL's COPY text format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class CaseSummaryRow(NamedTuple):
    """The summary of one case: a row of clock_standing without its key."""

    nominal_id: UUID
    registrable: bool
    since: date | None
    until: date | None
    indefinite: bool
    undecided: bool
    needs: tuple[str, ...]
    may_run_to: date | None
    may_be_indefinite: bool
    category: int | None
    level: int | None
    risk: str
    agency_id: UUID
    team_id: UUID | None
    officer_id: UUID | None
    changes_on: date | None
    depends_on: tuple[UUID, ...] | None = None
    redacted: bool = False
    redacted_fields: tuple[str, ...] | None = None


class DutyRow(NamedTuple):
    """One row of clock_duty without its key."""

    nominal_id: UUID
    basis: str
    kind: str
    of: str
    state: str
    due: date | None
    due_at: datetime | None
    latest: date | None
    arose: date | None
    what: str
    why: str
    provision: str
    owed_by: str
    agency_id: UUID
    owner_id: UUID
    team_id: UUID | None
    officer_id: UUID | None
    risk: str
    source_id: UUID | None
    depends_on: tuple[UUID, ...] | None = None
    redacted: bool = False


# Where a column has another name than the field.
_COLUMNS = {"depends_on": "rests_on", "redacted": "stands_in", "redacted_fields": "withheld"}


def columns_of(row: type[CaseSummaryRow | DutyRow]) -> tuple[str, ...]:
    """The columns of a row's table, in the order of its fields."""
    return tuple(_COLUMNS.get(name, name) for name in row._fields)


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _escaped(value: str) -> str:
    return value.translate(_ESCAPES)


def _null(value: None) -> str:
    return "\\N"


def _truth(value: bool) -> str:  # noqa: FBT001  a value to write, not a switch
    return "t" if value else "f"


def _array(value: tuple[object, ...]) -> str:
    """Of ids or our own words, which need no quotes."""
    return "{" + ",".join(map(str, value)) + "}"


_WRITERS: dict[type, Callable[..., str]] = {
    str: _escaped,
    type(None): _null,
    bool: _truth,
    int: str,
    UUID: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    tuple: _array,
}


def copy_text(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Rows in COPY's text format, one line each, values in the rows' own order."""
    lines = ["\t".join([_WRITERS[value.__class__](value) for value in row]) for row in rows]
    return ("\n".join(lines) + "\n").encode() if lines else b""
