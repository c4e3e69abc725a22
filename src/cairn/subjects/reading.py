"""
Everything on record about one person, in two statements however many kinds of fact there are.

The first gathers every row of every subject asked for, each as one JSON document; row security holds for each
table in it, and within `as_known` it reads the past. The second fetches the people, teams and agencies that the
rows name. Rows that name each other (a sentence its conviction) are joined here without asking again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from django.db.models.base import ModelState

from cairn.subjects.declaration import Subject
from cairn.subjects.registry import subjects as registered

M = TypeVar("M", bound=Model)
# What nobody reads together with a name.
_SECRET = frozenset({"password"})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """
    Rows of other people to be read with one person's: those that say the same.

    Parameters
        condition: in SQL, on `t`, given `%(nominal)s`.
    """

    model: type[Model]
    condition: str


class Rows:
    """One person's rows by subject, in the subject's order."""

    def __init__(self, nominal_id: UUID, found: Mapping[str, Sequence[Model]]) -> None:
        self.nominal_id = nominal_id
        self._found = found

    def of(self, model: type[M]) -> tuple[M, ...]:
        """The rows of a model; empty where there are none that the user reads."""
        rows = self._found.get(model._meta.db_table, ())  # noqa: SLF001  Django's own API
        return tuple(row for row in rows if isinstance(row, model))

    def elsewhere(self, model: type[M]) -> tuple[M, ...]:
        """Other people's rows of a model that were read beside."""
        return tuple(row for row in self._found.get(_elsewhere(model), ()) if isinstance(row, model))

    def of_subject(self, subject: Subject) -> tuple[Model, ...]:
        """The same by the subject."""
        return tuple(self._found.get(subject.table, ()))

    def one(self, subject: Subject, row_id: UUID) -> Model | None:
        """The row with this id, if it is among them."""
        return next((row for row in self.of_subject(subject) if row.pk == row_id), None)


Beside = type[Model] | Elsewhere


def read_rows(nominal_id: UUID, subjects: Sequence[Subject], *, beside: Sequence[Beside] = ()) -> Rows:
    """
    Every row of these subjects about one person, as far as the user sees them.

    Parameters
        subjects: which; a part (a sentence) is attached to its whole only if both are asked for.
        beside: other models with a `nominal_id`, and rows of other people, to read in the same statement, in no order.
    """
    by_table = {each.table: each for each in subjects}
    models = {table: each.model for table, each in by_table.items()} | {
        _name(each): _model(each) for each in beside
    }
    found: dict[str, list[Model]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(subjects), tuple(beside)), {"nominal": nominal_id})
        for table, document in cursor.fetchall():
            found[table].append(_row(models[table], document))
    for table, rows in found.items():
        if table in by_table:
            found[table] = in_order(rows, by_table[table].order)
    _join([row for rows in found.values() for row in rows], tuple(models.values()))
    return Rows(nominal_id, found)


@cache
def _statement(subjects: tuple[Subject, ...], beside: tuple[Beside, ...]) -> str:
    # As text: the driver would make Python objects of it only for them to be made into the model's own.
    own = [_part(each.model, f"t.{each.nominal} = %(nominal)s", each.unread) for each in subjects]
    return " UNION ALL ".join((*own, *(_part_beside(each) for each in beside)))


def _part_beside(each: Beside) -> str:
    if isinstance(each, Elsewhere):
        return _part(each.model, each.condition, name=_name(each))
    return _part(each, "t.nominal_id = %(nominal)s")


def _model(each: Beside) -> type[Model]:
    return each.model if isinstance(each, Elsewhere) else each


def _name(each: Beside) -> str:
    return _elsewhere(each.model) if isinstance(each, Elsewhere) else _table(each)


def _elsewhere(model: type[Model]) -> str:
    return f"{_table(model)} elsewhere"


def _part(model: type[Model], chosen: str, unread: Collection[str] = (), *, name: str = "") -> str:
    """One table's rows as documents. What is not read is not named: the bytes of a photograph stay where they are."""
    table = _table(model)
    if not unread:
        return f"SELECT '{name or table}', to_jsonb(t)::text FROM {table} t WHERE {chosen}"
    columns = ", ".join(f't."{column}"' for column in _fields(model) if column not in unread)
    return f"SELECT '{table}', to_jsonb(r)::text FROM (SELECT {columns} FROM {table} t WHERE {chosen}) r"


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001  Django's own API


@cache
def _fields(model: type[Model]) -> dict[str, Field[Any, Any]]:
    return {str(field.column): field for field in model._meta.concrete_fields}  # noqa: SLF001  Django's own API


def _row(model: type[Model], document: str) -> Model:
    """
    The model's own row, as it would have come from a query; what was not read is read when asked for.

    Made as Django makes a pickled row again: without the signals of a new one, which nobody here listens to.
    """
    said: dict[str, Any] = msgspec.json.decode(document)
    row = model.__new__(model)
    values = {
        name: read(said[column]) if read else said[column]
        for column, name, read in _readers(model)
        if column in said
    }
    row.__dict__.update(values)
    row._state = ModelState()  # noqa: SLF001  Django's own
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  as above
    return row


@cache
def _readers(model: type[Model]) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    """Each column, its attribute, and what makes the value of the document's, if that is not it already."""
    return tuple((column, fld.attname, _reader(fld)) for column, fld in _fields(model).items())


def _reader(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, (CharField, TextField, BooleanField, IntegerField, JSONField)):
        return None
    if isinstance(field, ArrayField):
        one = field.base_field.to_python
        return lambda said: None if said is None else [one(each) for each in said]
    return field.to_python


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


def _join(rows: Sequence[Model], read: tuple[type[Model], ...]) -> None:
    """Links between these rows, and to the people and agencies they name, without a query for each."""
    known: dict[type[Model], dict[Any, Model]] = defaultdict(dict)
    for row in rows:
        known[type(row)][row.pk] = row
    for row in _named(rows, read):
        known[type(row)][row.pk] = row
    for found in list(known.values()):
        for row in found.values():
            for field in _links(type(row)):
                target = known[field.related_model].get(getattr(row, field.attname))
                if target is not None:
                    setattr(row, field.name, target)
    for row in rows:
        for name, field in _collections(type(row), read):
            cached = row.__dict__.setdefault("_prefetched_objects_cache", {})
            cached[name] = _gathered(row, name, field, known)


def _named(rows: Sequence[Model], read: tuple[type[Model], ...]) -> list[Model]:
    """The rows of no subject that these name, such as users, and what those name in turn."""
    wanted: dict[type[Model], set[Any]] = {model: set() for model in _nameable(read)}
    for row in rows:
        for field in _links(type(row)):
            if field.related_model in wanted:
                wanted[field.related_model].add(getattr(row, field.attname))
    models = {_table(model): model for model in wanted}
    ids = {table: list(wanted[model] - {None}) for table, model in models.items()}
    if not any(ids.values()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_naming(tuple(models.values())), ids)
        return [_row(models[table], document) for table, document in cursor.fetchall()]


@cache
def _nameable(read: tuple[type[Model], ...]) -> tuple[type[Model], ...]:
    """The models that rows of these can name and that are no subject's, and those without which these are nothing."""
    subjects = {each.model for each in registered()}
    direct = {field.related_model for model in read for field in _links(model)} - subjects
    further = {
        field.related_model for model in direct for field in _links(model) if not field.null
    } - subjects
    return tuple(sorted(direct | further, key=_table))


@cache
def _naming(models: tuple[type[Model], ...]) -> str:
    return " UNION ALL ".join(_named_part(model, models) for model in models)


def _named_part(model: type[Model], models: tuple[type[Model], ...]) -> str:
    """The rows of one model that are named, by a row or by one of the others that are."""
    table = _table(model)
    wanted = [f"t.id = ANY(%({table})s::uuid[])"]
    wanted += [
        f"t.id IN (SELECT n.{field.column} FROM {_table(other)} n WHERE n.id = ANY(%({_table(other)})s::uuid[]))"
        for other in models
        for field in _links(other)
        if field.related_model is model
    ]
    return _part(model, " OR ".join(wanted), _SECRET & _fields(model).keys())


@cache
def _links(model: type[Model]) -> tuple[Any, ...]:
    return tuple(fld for fld in _fields(model).values() if isinstance(fld, ForeignKey))


@cache
def _collections(model: type[Model], read: tuple[type[Model], ...]) -> tuple[tuple[str, Any], ...]:
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
