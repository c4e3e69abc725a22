"""
From the record's rows to the facts that the law is applied to. One mapping, for one person or for all.

The database gathers each person's rows into one document in the shape of `cairn.law.facts.Person`,
and msgspec reads it straight into the law's own types: Python touches no row.

A row's id is its fact's id; a notified matter carries the id of its notification.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from django.db import connection as django_connection

from cairn.access.owning import NO_SUCH_PERSON
from cairn.errors import NotFound
from cairn.law.facts import Person
from cairn.record.facts_sql import BETWEEN, ONE, PAGE, RANGES, THESE

_PAGE = 4000
_FIRST, _LAST = UUID(int=0), UUID(int=2**128 - 1)
_read = msgspec.json.Decoder(Person).decode


def person_facts(nominal_id: UUID) -> Person:
    """
    One person's facts, of those that the transaction's user may see.

    A partner sees only some: for duties ask the clock, which computes them from all.

    Raises
        NotFound: no such nominal, or none that this user may see; one message for both.
    """
    with django_connection.cursor() as cursor:
        cursor.execute(ONE, {"one": nominal_id})
        row = cursor.fetchone()
    if row is None:
        raise NotFound(NO_SUCH_PERSON)
    return _read(row[1])


def read_facts(
    connection: psycopg.Connection[Any],
    *,
    only: Sequence[UUID] | None = None,
    between: tuple[UUID, UUID] | None = None,
) -> Iterator[tuple[UUID, Person]]:
    """
    Each nominal's id and facts, in the order of the ids, a few thousand in memory at a time.

    The connection is free for other statements between one nominal and the next. Facts that change
    meanwhile may be read old or new; for one moment's facts, use a REPEATABLE READ transaction.

    Parameters
        connection: psycopg's own (`django.db.connections["owner"].connection` once connected).
        only: these nominals; ids that are not on the register are passed over.
        between: the nominals from the first id to the last, both counted.
    """
    if only is not None:
        ids = sorted({one for one in only if between is None or between[0] <= one <= between[1]})
        for start in range(0, len(ids), _PAGE):
            yield from _facts(connection, THESE, {"these": ids[start : start + _PAGE]})
        return
    first, last = between or (_FIRST, _LAST)
    page = PAGE.format(after=">=")
    while ids := _ids(connection, page, {"first": first, "last": last, "size": _PAGE}):
        yield from _facts(connection, BETWEEN, {"first": ids[0], "last": ids[-1]})
        first, page = ids[-1], PAGE.format(after=">")


def id_ranges(connection: psycopg.Connection[Any], size: int) -> list[tuple[UUID, UUID, int]]:
    """The whole register in ranges of ids of about so many nominals: the first id, the last, and how many."""
    with psycopg.Cursor[Any](connection) as cursor:
        return cursor.execute(RANGES, {"size": size}).fetchall()


def ids_between(connection: psycopg.Connection[Any], between: tuple[UUID, UUID]) -> tuple[UUID, ...]:
    """The nominals from one id to another, both counted, in order."""
    values = {"first": between[0], "last": between[1], "size": None}
    return tuple(_ids(connection, PAGE.format(after=">="), values))


def _ids(connection: psycopg.Connection[Any], query: str, values: dict[str, Any]) -> list[UUID]:
    with psycopg.Cursor[Any](connection) as cursor:
        return [row[0] for row in cursor.execute(query, values)]


def _facts(
    connection: psycopg.Connection[Any], query: str, values: dict[str, Any]
) -> Iterator[tuple[UUID, Person]]:
    # Not prepared: a plan made for any range would be a poor one for this range.
    with psycopg.Cursor[Any](connection) as cursor:
        rows = cursor.execute(query, values, prepare=False).fetchall()
    for nominal_id, document in rows:
        yield nominal_id, _read(document)
