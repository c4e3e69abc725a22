"""
The register in chunks of people, so that a whole one fits in memory and one person's failure is nobody else's.

A chunk whose work fails is done again in halves, down to the one person whose facts or rows are at fault. What is
the database's or the machine's fault (a lost connection, a missing table or right) is no person's, and is raised.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

import psycopg

from cairn.clock.projection.facts import CaseFacts, gather
from cairn.record.facts import id_ranges, ids_between, read_facts

_log = logging.getLogger(__name__)
CHUNK = 1_000
# What the database may say of one person's values.
_A_PERSONS_FAULT = (psycopg.DataError, psycopg.IntegrityError)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some nominals: a range of ids, or named ones."""

    size: int
    between: tuple[UUID, UUID] | None = None
    only: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """
    A person whose duties could not be made.

    Parameters
        error: the kind of error. Its words may quote a row, so they are kept nowhere.
    """

    nominal_id: UUID
    error: str


def ranges(connection: psycopg.Connection) -> list[Chunk]:
    """The whole register in ranges of ids, each of about as many nominals."""
    return [Chunk(size, between=(low, high)) for low, high, size in id_ranges(connection, CHUNK)]


def named(ids: list[UUID]) -> list[Chunk]:
    """These nominals in chunks. Each is named once, or two chunks would each make their rows."""
    parts = [tuple(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]
    return [Chunk(len(part), only=part) for part in parts]


def failure(nominal_id: UUID, error: Exception) -> Failure:
    """
    Tell the log that a person's duties could not be made: by id, with the kind and the place of the error.

    Raises
        psycopg.Error: it is no person's fault.
    """
    if _of_the_house(error):
        raise error
    _log.error("the duties of nominal %s could not be made", nominal_id, exc_info=error)
    return Failure(nominal_id, type(error).__name__)


def _of_the_house(error: Exception) -> bool:
    return isinstance(error, psycopg.Error) and not isinstance(error, _A_PERSONS_FAULT)


def in_parts(
    connection: psycopg.Connection, chunk: Chunk, work: Callable[[Chunk], T], failed: list[Failure]
) -> Iterator[T]:
    """
    Do the work of a chunk in a savepoint; if it fails, that of its halves, down to the people at fault.

    Parameters
        failed: where those are told.

    Raises
        psycopg.Error: see `failure`.
    """
    try:
        with connection.transaction():
            done = work(chunk)
    except Exception as error:
        if _of_the_house(error):
            raise
        ids = chunk.only or (ids_between(connection, chunk.between) if chunk.between else ())
        if len(ids) == 1:
            failed.append(failure(ids[0], error))
            return
        middle = len(ids) // 2
        for half in (ids[:middle], ids[middle:]):
            if half:
                yield from in_parts(connection, Chunk(len(half), only=half), work, failed)
        return
    yield done


def everybody(connection: psycopg.Connection, as_at: date, failed: list[Failure]) -> Iterator[CaseFacts]:
    """
    The facts of the whole register, a chunk at a time, in the order of the ids.

    Parameters
        connection: in a transaction, so that all facts are of one moment.
        failed: where those are told whose facts cannot be read.
    """

    def read(chunk: Chunk) -> list[CaseFacts]:
        with connection.cursor() as cursor:
            people = read_facts(connection, only=chunk.only, between=chunk.between)
            return list(gather(cursor, people, as_at=as_at, only=chunk.only, between=chunk.between))

    for chunk in ranges(connection):
        for facts in in_parts(connection, chunk, read, failed):
            yield from facts
