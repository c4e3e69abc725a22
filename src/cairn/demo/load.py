"""
Into the database by COPY, as the owner, in one transaction: all of it, or nothing.

Lives are made and written some hundreds at a time, so memory does not grow with the register. The
history triggers see each COPY as one statement and keep every row's past as they do for a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from operator import attrgetter
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, JSONField, Model
from psycopg.types.json import Jsonb

from cairn.access.models import Partnership
from cairn.accounts.models import Agency, SyntheticMark, Team, User
from cairn.dates import today
from cairn.demo.agencies import SIGN_INS, Unit, make_unit
from cairn.demo.lives.whole import live
from cairn.demo.mark import must_be_empty
from cairn.errors import BadInput
from cairn.ledger.models import Entry
from cairn.ledger.services import REGISTER_LOADED, enter_as_operator
from cairn.subjects.registry import subjects

_AT_ONCE = 400
Rows = dict[type[Model], list[Model]]
Progress = Callable[[int], None]


@cache
def _order() -> tuple[type[Model], ...]:
    """Every table that the register fills: rows point up this list, never down."""
    kinds = [each.model for each in subjects()]
    points = {
        model: {fld.related_model for fld in _fields(model) if fld.related_model in kinds} for model in kinds
    }
    ordered = TopologicalSorter({model: others - {model} for model, others in points.items()}).static_order()
    first, *others = ordered
    return (Agency, Team, User, first, Partnership, *others, Entry)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made."""

    nominals: int
    rows: int
    as_at: date
    unit: Unit


def load(
    *,
    nominals: int,
    seed: int,
    as_at: date | None = None,
    progress: Progress | None = None,
    using: str = "owner",
) -> Loaded:
    """
    Make the synthetic register in an empty database, and mark the database.

    The same seed, number and day give the same rows, ids included.

    Parameters
        as_at: the day on which the register stands; today if not given.
        progress: told how many people are in, as they go in.

    Raises
        BadInput: fewer than one person, or more identity numbers than exist (a million).
        Conflict: the database holds anything already.
    """
    if not 1 <= nominals <= 1_000_000:
        raise BadInput(f"{nominals} people cannot be made: ask for 1 to 1,000,000.", field="nominals")
    as_at = as_at or today()
    unit = make_unit(seed=seed, nominals=nominals, as_at=as_at)
    people: dict[type[Model], Sequence[Model]] = {
        Agency: unit.agencies,
        Team: unit.every_team,
        User: unit.users,
    }
    written = 0
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        must_be_empty(using)
        SyntheticMark.objects.using(using).create(
            seed=seed,
            nominals=nominals,
            as_at=as_at,
            sign_ins=[(username, who) for username, who, _ in SIGN_INS],
        )
        enter_as_operator(REGISTER_LOADED, detail={"nominals": nominals, "seed": seed}, using=using)
        with _copying(cursor):
            written += _write(cursor, people)
            cursor.execute("SELECT set_config('cairn.user_id', %s, true)", [str(unit.staff["records"].pk)])
            for rows, done in _batches(nominals, seed, as_at, unit):
                written += _write(cursor, rows)
                if progress:
                    progress(done)
            cursor.execute("SELECT set_config('cairn.user_id', '', true)")
        for model in _order():
            cursor.execute(f'ANALYZE "{_table(model)}"')
    return Loaded(nominals, written, as_at, unit)


def _batches(nominals: int, seed: int, as_at: date, unit: Unit) -> Iterator[tuple[Rows, int]]:
    for first in range(0, nominals, _AT_ONCE):
        rows: Rows = defaultdict(list)
        until = min(first + _AT_ONCE, nominals)
        for index in range(first, until):
            for model, made in live(seed=seed, index=index, as_at=as_at, unit=unit).rows.items():
                rows[model].extend(made)
        yield rows, until


@contextmanager
def _copying(cursor: CursorWrapper) -> Iterator[None]:
    """
    COPY does not work on a table whose row security binds even its owner: unbind the owner meanwhile.

    The tables are locked until the transaction ends, so nobody meets them unbound; and the
    application role stays bound throughout. Foreign keys are checked with each COPY, not at the end,
    so that no queue of checks grows in memory.
    """
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname = ANY(%s)",
        [[_table(model) for model in _order()]],
    )
    bound = [name for (name,) in cursor.fetchall()]
    for table in bound:
        cursor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
    yield
    for table in bound:
        cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')


def _write(cursor: CursorWrapper, rows: Mapping[type[Model], Sequence[Model]]) -> int:
    written = 0
    for model in _order():
        made = rows.get(model)
        if not made:
            continue
        columns, values = _columns(model)
        with cursor.copy(f'COPY "{_table(model)}" ({columns}) FROM STDIN') as copy:
            for row in made:
                copy.write_row(values(row))
                written += 1
    return written


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001  Django's documented way to a model's table


def _fields(model: type[Model]) -> Sequence[Field[Any, Any]]:
    return model._meta.concrete_fields  # noqa: SLF001  Django's documented way to a model's fields


@cache
def _columns(model: type[Model]) -> tuple[str, Callable[[Model], tuple[Any, ...]]]:
    """The columns to write, as SQL, and a function giving a row's values in their order."""
    fields = [
        field
        for field in _fields(model)
        if field.get_internal_type() != "BigAutoField" and not field.has_db_default()
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    plain = attrgetter(*(field.attname for field in fields))
    json_at = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    if not json_at:
        return names, plain

    def with_json(row: Model) -> tuple[Any, ...]:
        values = list(plain(row))
        for place in json_at:
            values[place] = Jsonb(values[place])
        return tuple(values)

    return names, with_json
