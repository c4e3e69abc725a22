"""
Everything on record about one person, in two or three statements however many kinds of fact there are.

The first gathers every row of every subject asked for, each as one JSON document, in one statement; row security
holds for each table in it, and within `as_known` it reads the past. The others fetch the people and agencies that
the rows name. Rows that name each other (a sentence its conviction) are joined here without asking again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import Field, ForeignKey, Model

from cairn.subjects.declaration import Subject
from cairn.subjects.registry import subjects as registered

M = TypeVar("M", bound=Model)


class Rows:
    """One person's rows by subject, in the subject's order."""

    def __init__(self, nominal_id: UUID, found: Mapping[str, Sequence[Model]]) -> None:
        self.nominal_id = nominal_id
        self._found = found

    def of(self, model: type[M]) -> tuple[M, ...]:
        """The rows of a model; empty where there are none that the user reads."""
        rows = self._found.get(model._meta.db_table, ())  # noqa: SLF001  Django's own API
        return tuple(row for row in rows if isinstance(row, model))

    def of_subject(self, subject: Subject) -> tuple[Model, ...]:
        """The same by the subject."""
        return tuple(self._found.get(subject.table, ()))

    def one(self, subject: Subject, row_id: UUID) -> Model | None:
        """The row with this id, if it is among them."""
        return next((row for row in self.of_subject(subject) if row.pk == row_id), None)


def read_rows(nominal_id: UUID, subjects: Sequence[Subject]) -> Rows:
    """
    Every row of these subjects about one person, as far as the user sees them.

    Parameters
        subjects: which; a part (a sentence) is attached to its whole only if both are asked for.
    """
    by_table = {each.table: each for each in subjects}
    found: dict[str, list[Model]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(subjects)), {"nominal": nominal_id})
        for table, document in cursor.fetchall():
            found[table].append(_row(by_table[table], document))
    for table, rows in found.items():
        found[table] = in_order(rows, by_table[table].order)
    _join([row for rows in found.values() for row in rows], frozenset(each.model for each in subjects))
    return Rows(nominal_id, found)


@cache
def _statement(subjects: tuple[Subject, ...]) -> str:
    # As text: the driver would make Python objects of it only for them to be made into the model's own.
    return " UNION ALL ".join(map(_part, subjects))


def _part(subject: Subject) -> str:
    less = "".join(f" - '{column}'" for column in subject.unread)
    return (
        f"SELECT '{subject.table}', (to_jsonb(t){less})::text "
        f"FROM {subject.table} t WHERE t.{subject.nominal} = %(nominal)s"
    )


@cache
def _fields(model: type[Model]) -> dict[str, Field[Any, Any]]:
    return {str(field.column): field for field in model._meta.concrete_fields}  # noqa: SLF001  Django's own API


def _row(subject: Subject, document: str) -> Model:
    """The model's own row, as it would have come from a query; what was not read is read when asked for."""
    said: dict[str, Any] = msgspec.json.decode(document)
    fields = [(fld, said[column]) for column, fld in _fields(subject.model).items() if column in said]
    names = [fld.attname for fld, _ in fields]
    return subject.model.from_db(connection.alias, names, [fld.to_python(value) for fld, value in fields])


def in_order(rows: Iterable[M], order: Sequence[str]) -> list[M]:
    """Rows sorted by these fields, as a query sorts them: "-" for descending, nothing last."""
    found = list(rows)
    for name in reversed(order):
        field, falls = name.removeprefix("-"), name.startswith("-")
        found.sort(key=lambda row: _comparable(getattr(row, field), falls=falls), reverse=falls)
    return found


def _comparable(value: Any, *, falls: bool) -> tuple[bool, Any]:
    """PostgreSQL puts NULL after everything when ascending, and first when descending."""
    if value is None:
        return True, ""
    return False, value if isinstance(value, (str, int, date, datetime)) else str(value)


def _join(rows: Sequence[Model], read: frozenset[type[Model]]) -> None:
    """Links between these rows, and to the people and agencies they name, without a query for each."""
    known: dict[type[Model], dict[Any, Model]] = defaultdict(dict)
    for row in rows:
        known[type(row)][row.pk] = row
    links = [(row, field) for row in rows for field in _links(type(row))]
    for model in {field.related_model for _, field in links} - _of_subjects():
        wanted = {getattr(row, field.attname) for row, field in links if field.related_model is model}
        known[model] = _whole(model, wanted - {None})
    for row, field in links:
        target = known.get(field.related_model, {}).get(getattr(row, field.attname))
        if target is not None:
            setattr(row, field.name, target)
    for row in rows:
        for name, field in _collections(type(row), read):
            cached = row.__dict__.setdefault("_prefetched_objects_cache", {})
            cached[name] = _gathered(row, name, field, known)


def _of_subjects() -> set[type[Model]]:
    return {each.model for each in registered()}


def _whole(model: type[Model], wanted: set[Any]) -> dict[Any, Model]:
    """Rows that are no subject's, such as users, with what they link to in turn."""
    if not wanted:
        return {}
    links = [field.name for field in _links(model)]
    rows = model._default_manager.filter(pk__in=wanted)  # noqa: SLF001  Django's own API
    return {row.pk: row for row in (rows.select_related(*links) if links else rows)}


@cache
def _links(model: type[Model]) -> tuple[Any, ...]:
    return tuple(fld for fld in _fields(model).values() if isinstance(fld, ForeignKey))


@cache
def _collections(model: type[Model], read: frozenset[type[Model]]) -> tuple[tuple[str, Any], ...]:
    """The rows that point at this one, of the models that were read: a conviction's sentences."""
    return tuple(
        (relation.get_accessor_name() or "", relation.field)
        for relation in model._meta.related_objects  # noqa: SLF001  Django's own API
        if relation.related_model in read and relation.get_accessor_name()
    )


def _gathered(row: Model, name: str, field: Any, known: Mapping[type[Model], Mapping[Any, Model]]) -> Any:
    """What `row.disposals.all()` answers: a query set that has been read already."""
    query = getattr(row, name).all()
    query._result_cache = [  # noqa: SLF001  as Django's own prefetching does
        other for other in known.get(field.model, {}).values() if getattr(other, field.attname) == row.pk
    ]
    query._prefetch_done = True  # noqa: SLF001  as above
    return query
