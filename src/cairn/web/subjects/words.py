"""The fields of a row in words, as cards and the history write them: label and value, the empty ones left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cairn.accounts.models import Agency, Team, User
from cairn.web.base.filters import day, when

Field: TypeAlias = "models.Field[Any, Any]"
# Links to these are shown, by their names; links to other rows of the record say nothing in words.
NAMED: tuple[type[User | Agency | Team], ...] = (User, Agency, Team)
# What the machine notes of a row: no reader misses it.
_NOTED = frozenset(
    {"id", "nominal", "nominal_id", "recorded_at", "added_at", "told", "confirmed", "media_type", "sha256"}
)


@cache
def shown_fields(model: type[models.Model]) -> tuple[Field, ...]:
    """The row's own values; of its links only those to people and organisations."""
    return tuple(
        field
        for field in model._meta.concrete_fields  # noqa: SLF001  Django documents it
        if field.name not in _NOTED
        and not isinstance(field, models.BinaryField)
        and (not field.is_relation or field.related_model in NAMED)
    )


def label_of(field: Field) -> str:
    """The field's name as a label: "Last day"."""
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def in_words(row: models.Model, field: Field, names: Mapping[Any, str] | None = None) -> str:
    """
    The value of a field as a page writes it; empty where there is none.

    Parameters
        names: the names of people and organisations by id; without them the row's own links are followed.
    """
    value = getattr(row, field.attname)
    if value is None or value in ("", []):
        return ""
    if field.is_relation:
        return names.get(value, str(value)) if names is not None else str(getattr(row, field.name))
    if isinstance(field, ArrayField):
        return "; ".join(_choices(field.base_field).get(one, str(one)) for one in value)
    if field.choices:
        return _choices(field).get(value, str(value))
    return _written(value)


@cache
def _choices(field: Field) -> Mapping[Any, str]:
    return {key: str(label) for key, label in field.flatchoices}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return when(value)
    return day(value) if isinstance(value, date) else str(value)
