"""
What a room says of its tables: who sees which rows, and who writes them.

Each room lists its tables in its `row_security.py`. `cairn.access` makes PostgreSQL's policies of it, because it
knows who works with whom. A table that nobody declared is closed to the application.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TableSecurity:
    """
    Rows about a nominal, and who sees and writes them.

    Parameters
        table: the database table; its `history` table follows the same rule.
        kind: the kind of fact it holds: who reads it says need_to_know/matrix.toml.
        nominal: the column that names the nominal; "id" on the nominal's own table.
        agency: a column naming an agency that reads the row and may change it, if it works with the
            nominal at all, as well as the owner.
        agency_adds: whether that agency adds rows too; otherwise only the owner does.
        history: the table that keeps this one's past.
        depends_on: columns that name rows, and the table of each: what is restricted there is redacted here.
        deletes: when the owner's people may take a row away, as SQL over `{table}`; never, if left out.
    """

    table: str
    kind: str
    nominal: str = "nominal_id"
    agency: str | None = None
    agency_adds: bool = False
    history: str | None = None
    depends_on: Mapping[str, str] = field(default_factory=dict)
    deletes: str = ""

    def tables(self) -> Iterable[tuple[str, bool]]:
        """The table, and its history table with whether it only ever grows."""
        yield self.table, False
        if self.history:
            yield self.history, True


@dataclass(frozen=True, slots=True)
class OpenTable:
    """
    A table that holds nothing about a nominal: the application may use it freely.

    `rights` are PostgreSQL's; `why` says what it holds; `jobs` are the background jobs' rights.
    """

    table: str
    why: str
    rights: str = "SELECT, INSERT, UPDATE, DELETE"
    jobs: str = ""


@dataclass(frozen=True, slots=True)
class ClosedTable:
    """A table on which the application role has no right at all; `why` says what it holds; `jobs` as above."""

    table: str
    why: str
    jobs: str = ""


@dataclass(frozen=True, slots=True)
class SpecialTable:
    """
    A table whose policies are written out in full: (name, command, using, check).

    Parameters
        nominal: the column that names a nominal: rows about restricted records are then redacted here too.
        depends_on: as above.
        told: who is told of a row about a restricted record too, as SQL; nobody else, if left out.
        letter: what a row is called in the answer to a subject access request; `letter_no`: why it is not in it.
        jobs: the rights of the background jobs; reading, unless it is no business of theirs.
    """

    table: str
    rights: str
    policies: tuple[tuple[str, str, str | None, str | None], ...]
    nominal: str = ""
    depends_on: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    jobs: str = "SELECT"
    letter: str = ""
    letter_no: str = ""


Security = TableSecurity | OpenTable | ClosedTable | SpecialTable

# In a policy of a `SpecialTable`: the tables whose rows the user's role reads of the records that their agency owns,
# as an SQL array. For tables that say something about rows of any kind.
TABLES_READ = "{tables_read}"

# How a function begins that reads guarded tables as their owner. Such functions take ids and roles only, give back
# ids or a truth value, pin their search path, and are executable by one role alone.
DEFINER = "LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp"


def text_array(values: Iterable[str]) -> str:
    """Closed words (roles, purposes, kinds) as an SQL array."""
    return "ARRAY[" + ", ".join(f"'{value}'" for value in sorted(str(each) for each in values)) + "]::text[]"
