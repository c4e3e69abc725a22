"""Everything that a nominal's duties are computed from: what the law knows, and each source's own facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from cairn.duties.registry import AnySource, sources
from cairn.law.facts import Person


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """
    One nominal's facts, as far as any duty depends on them.

    Parameters
        of_sources: each source with what it read.
    """

    nominal_id: UUID
    person: Person
    of_sources: tuple[tuple[AnySource, Any], ...]


class Cursor(Protocol):
    """A database cursor: psycopg's own, or Django's."""

    def execute(self, query: Any, params: Any = None, /) -> Any: ...
    def fetchall(self) -> Sequence[tuple[Any, ...]]: ...


_BETWEEN = "nominal_id BETWEEN %(low)s AND %(high)s"
_ONLY = "nominal_id = ANY(%(only)s)"
_ALL_ROWS, _WITHOUT = "id IS NOT NULL", "id <> ALL(%(without)s)"


def picked(only: Sequence[UUID] | None, between: tuple[UUID, UUID] | None) -> tuple[str, dict[str, Any]]:
    """The SQL condition that picks nominals by id or by a range of ids, and its parameters."""
    if between is not None:
        return _BETWEEN, {"low": between[0], "high": between[1]}
    return _ONLY, {"only": list(only or ())}


def gather(
    cursor: Cursor,
    people: Iterable[tuple[UUID, Person]],
    *,
    as_at: date,
    only: Sequence[UUID] | None = None,
    between: tuple[UUID, UUID] | None = None,
    without: Sequence[UUID] = (),
) -> Iterator[CaseFacts]:
    """
    Join what the law needs to know (`people`, from cairn.record.facts) with what each source does.

    One query a source, whatever the number of nominals, which are picked by id or by a range of ids.

    Parameters
        without: rows to leave out, as if they had not been recorded; who owns and manages is never left out.
    """
    where, picked_by = picked(only, between)
    params = {**picked_by, "as_at": as_at, "without": list(without)}
    kept = _WITHOUT if without else _ALL_ROWS
    documents: list[tuple[AnySource, dict[UUID, str]]] = []
    for source in sources():
        found: dict[UUID, str] = {}
        if source.statement:
            cursor.execute(source.statement.format(these=where, kept=kept), params)
            found = dict(cursor.fetchall())
        documents.append((source, found))
    for nominal_id, person in people:
        read = tuple((source, source.read(found.get(nominal_id))) for source, found in documents)
        yield CaseFacts(nominal_id, person, read)
