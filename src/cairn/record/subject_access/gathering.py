"""
Everything held about one person, as facts with labels, from the rooms' own declarations.

Source: Data Protection Act 2018 s.45(1)(b): access to the personal data.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from cairn.access.restricted.queries import restricted_facts_of
from cairn.access.restricted.services import restrictable
from cairn.accounts.models import Agency, Team, User
from cairn.dates import in_words, london
from cairn.record.identity.models import Nominal
from cairn.record.retention.tables import places
from cairn.record.subject_access.told_kinds import headings, left_out
from cairn.subjects.registry import subjects

# Worked out from facts of every kind that says so; which of them made the answer is not asked.
_STANDING = "clock_standing"
_NEVER_SHOWN = (models.BinaryField,)
_TOLD_AS_TEXT = (models.TextField, models.JSONField)


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    One row.

    Parameters
        content: (label, value) pairs; empty facts are left out.
        names_staff: labels of facts that name staff: third-party data.
        free_text: whether somebody must read it before it goes: it may speak of others, or is restricted.
        repeats: the rows that it says again, by table and id: itself, and those that it points at.
    """

    kind: str
    title: str
    content: list[tuple[str, str]]
    names_staff: list[str]
    free_text: bool
    repeats: tuple[tuple[str, UUID], ...]


def gather(nominal_id: UUID) -> Iterator[Gathered]:
    """
    Every row about the person that the user may read, in the order of `headings`.

    A restricted fact is proposed to be withheld whole, and waits for somebody who reads it.
    """
    restricted = {(fact.kept_in, fact.row_id) for fact in restricted_facts_of(nominal_id)}
    titles, excluded = headings(), left_out()
    with connection.cursor() as cursor:
        found = [place for place in places(cursor) if not place.past and place.table not in excluded]
    by_table = {model._meta.db_table: model for model in apps.get_models()}  # noqa: SLF001  Django's own API
    order = {table: number for number, table in enumerate(titles)}
    makes_standing = {each.table for each in subjects() if each.makes_standing}
    behind: list[tuple[str, UUID]] = []
    tables = frozenset(restrictable())
    for place in sorted(found, key=lambda place: (order.get(place.table, len(order)), place.table)):
        model = by_table[place.table]
        title = titles.get(place.table, _sentence(str(model._meta.verbose_name)))  # noqa: SLF001  as above
        related = [field.name for field in _fields(model) if isinstance(field, models.ForeignKey)]
        rows = model._base_manager.filter(**{place.column: nominal_id})  # noqa: SLF001  beside it
        for row in rows.select_related(*related).order_by(*_dates(model), "pk"):
            found_row = replace(_row(place.table, row, tables), title=title)
            if place.table == _STANDING:
                found_row = replace(found_row, repeats=tuple(behind))
            elif place.table in makes_standing:
                behind.append((place.table, row.pk))
            restrict = not restricted.isdisjoint({(place.table, row.pk), *_spoken_of(row)})
            yield _restricted(found_row) if restrict else found_row


def _spoken_of(row: Any) -> set[tuple[str, UUID]]:
    """The row that this one says something about, by table and id as values: an amendment's."""
    kept_in = getattr(row, "kept_in", "")
    return {(kept_in, row.row_id)} if kept_in else set()


def _restricted(row: Gathered) -> Gathered:
    labels = [label for label, _ in row.content]
    return replace(row, title=f"{row.title} (restricted)", names_staff=labels, free_text=True)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Facts: not keys, not pictures, not rows that are gathered themselves."""
    facts = []
    for field in model._meta.concrete_fields:  # noqa: SLF001  Django's own API
        target = getattr(field, "related_model", None)
        to_another_row = target is not None and not issubclass(target, (User, Agency, Team))
        if not (field.primary_key or to_another_row or target is Nominal or isinstance(field, _NEVER_SHOWN)):
            facts.append(field)
    return facts


def _dates(model: type[models.Model]) -> list[str]:
    """The first date of each row: the order in which things happened."""
    return [field.name for field in _fields(model) if isinstance(field, models.DateField)][:1]


def _row(table: str, row: models.Model, tables: Collection[str]) -> Gathered:
    content: list[tuple[str, str]] = []
    staff: list[str] = []
    free = False
    for field in _fields(type(row)):
        value = getattr(row, field.name)
        # A nought is a length that was not given: no years, no months.
        if (
            value in (None, "", {}, [])
            or isinstance(value, UUID)
            or (isinstance(value, list) and any(isinstance(one, UUID) for one in value))
            or (value == 0 and not isinstance(value, bool))
        ):
            continue
        label = _label(field)
        content.append((label, _words(row, field, value)))
        if isinstance(value, User):
            staff.append(label)
        free = free or isinstance(field, _TOLD_AS_TEXT)
    return Gathered(table, "", content, staff, free, tuple(_repeats(table, row, tables)))


def _repeats(table: str, row: models.Model, tables: Collection[str]) -> Iterator[tuple[str, UUID]]:
    """The row, and the rows that it points at, of tables whose rows may be kept back: then the copy is too."""
    if table in tables:
        yield table, row.pk
    for field in row._meta.concrete_fields:  # noqa: SLF001  Django's own API
        target = getattr(field, "related_model", None)
        pointed = target._meta.db_table if target else ""  # noqa: SLF001  as above
        if pointed in tables and (key := getattr(row, field.attname)):
            yield pointed, key
    yield from (about for about in _spoken_of(row) if about[0] in tables)


def label_of(model: type[models.Model], name: str) -> str:
    """What the person is told that a model's field is."""
    return _label(model._meta.get_field(name))  # noqa: SLF001  Django's own API


def _label(field: Any) -> str:
    return _sentence(str(field.verbose_name).replace(" id", ""))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(row: models.Model, field: models.Field[Any, Any], value: object) -> str:
    # Choices, and what only the model itself can put into words: a table's name, names of fields.
    for name in (f"get_{field.name}_display", f"{field.name}_words"):
        if hasattr(row, name):
            return str(getattr(row, name)())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = london(value)
        return f"{in_words(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, (dict, list)):
        return "; ".join(_flat(value))
    return str(value)


def _flat(value: object, name: str = "") -> Iterator[str]:
    """A JSON value as "name: value" pieces."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} {key}".strip().replace("_", " "))
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner, name)
    elif value not in (None, ""):
        said = value if isinstance(value, str) else json.dumps(value)
        yield f"{name}: {said}" if name else str(said)
