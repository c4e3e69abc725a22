"""
The register as it was known at a moment: every tracked table, read from its history.

A schema of its own holds one view for each tracked table, under the table's own name: the latest
state of each row that had been written by the moment, and not removed by then. Within `as_known` the
database looks for tables there first, so every query of the house, ORM or SQL, answers from the past
unchanged. A view has no sight of its own: row security of the history tables holds, by today's rights.

What is not tracked is read as it is today: the names of users and agencies, above all. The duties'
projection is not a fact and has no past; it is computed anew (cairn.clock.as_known.queries).

A row counts from the beginning of the transaction that wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from django.apps import apps
from django.db import connection, models, transaction

from cairn.errors import Conflict
from cairn.ledger.history import History

SCHEMA = "as_known"
# Parsed once a query (a sub-select), never once a row. Without a moment nothing was known.
_MOMENT = "(SELECT nullif(current_setting('cairn.known_at', true), '')::timestamptz)"
_VIEWS = "SELECT count(*) FROM pg_class WHERE relkind = 'v' AND relnamespace = to_regnamespace(%s)"


class Cursor(Protocol):
    """A database cursor: psycopg's own, or Django's."""

    def execute(self, query: Any, params: Any = None, /) -> Any: ...
    def fetchone(self) -> Sequence[Any] | None: ...


def tracked_models() -> list[tuple[type[models.Model], type[History]]]:
    """Every model whose rows' past is kept, and the model of its past."""
    histories: list[Any] = [model for model in apps.get_models() if issubclass(model, History)]
    return [(history.pgh_tracked_model, history) for history in histories]


@contextmanager
def as_known(moment: datetime) -> Iterator[None]:
    """
    Read the register as it was known at a moment, until the end of the block; nothing can be written to it.

    Whatever a page shows should be read, and written out, inside: a link followed later leads to today.

    Raises
        TransactionManagementError: outside a transaction.
        Conflict: the database is being brought to another version just now.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the past is read within a transaction; there is none")
    with connection.cursor() as cursor:
        before = turn_back(cursor, moment)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                _turn_again(cursor, before)


def turn_back(cursor: Cursor, moment: datetime) -> tuple[str, str]:
    """
    From here until the transaction ends this connection reads the past. Gives back what it read before.

    Raises
        Conflict: see as_known.
    """
    _check(cursor)
    cursor.execute(
        "SELECT coalesce(current_setting('cairn.known_at', true), ''), current_setting('search_path')"
    )
    known, path = cursor.fetchone() or ("", "public")
    _set(cursor, moment.isoformat(), f"{SCHEMA}, public")
    return str(known), str(path)


def _turn_again(cursor: Cursor, before: tuple[str, str]) -> None:
    """To the present, or to the moment of the block around this one."""
    _set(cursor, *before)
    _check(cursor)


def _set(cursor: Cursor, known_at: str, path: str) -> None:
    cursor.execute(
        "SELECT set_config('cairn.known_at', %s, true), set_config('search_path', %s, true)", [known_at, path]
    )


def _check(cursor: Cursor) -> None:
    """Were a view missing, the table of its name would answer, and today's record pass for the past's."""
    cursor.execute(_VIEWS, [SCHEMA])
    (found,) = cursor.fetchone() or (0,)
    if found != len(tracked_models()):
        raise Conflict("Cairn is being brought up to date. Past records can be read again when that is done.")


def forgetting() -> Iterable[str]:
    """SQL that takes the views away: before migrations, which may not change a column that a view reads."""
    yield f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"


def views(app_role: str) -> Iterable[str]:
    """SQL that makes every view anew from the models as they now are, readable by the application role."""
    yield from forgetting()
    yield f"CREATE SCHEMA {SCHEMA}"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {app_role}"
    for model, history in tracked_models():
        yield _view(model, history)
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {app_role}"


def _view(model: type[models.Model], history: type[History]) -> str:
    """
    One table's past. A condition on any column, or a join, reaches the history table's indexes.

    An older state of a row counts only if no later one had been written by the moment; a removed row's
    last state says that it was removed.
    """
    kept = {field.column for field in history._meta.concrete_fields}  # noqa: SLF001  Django documents it
    columns = [
        'h."pgh_obj_id" AS "id"' if field.primary_key else f'h."{field.column}"'
        for field in model._meta.concrete_fields  # noqa: SLF001  as above
        if field.column in kept
    ]
    table, past = model._meta.db_table, history._meta.db_table  # noqa: SLF001  as above
    return (
        f'CREATE VIEW {SCHEMA}."{table}" WITH (security_invoker = true) AS '
        f'SELECT {", ".join(columns)} FROM public."{past}" h '
        f"WHERE h.pgh_label <> 'delete' AND h.pgh_created_at <= {_MOMENT} AND NOT EXISTS ("
        f'SELECT 1 FROM public."{past}" later WHERE later.pgh_obj_id = h.pgh_obj_id '
        f"AND later.pgh_id > h.pgh_id AND later.pgh_created_at <= {_MOMENT})"
    )
