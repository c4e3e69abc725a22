"""Every row's past as a page shows it: what was written, what it changed, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from cairn.access.models import Partnership
from cairn.accounts.models import User
from cairn.record.amendments.models import Amendment
from cairn.subjects.declaration import Subject
from cairn.subjects.registry import subject as registered
from cairn.subjects.registry import subjects
from cairn.web.subjects.words import NAMED, Field, in_words, label_of, shown_fields

ACCESS = "access"
# So many values say which row it was.
_CALLED = 3
_LABELS = {"insert": "Recorded", "update": "Changed", "delete": "Withdrawn"}
Why = Mapping[tuple[UUID, datetime], Amendment]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact whose past can be read."""

    key: str
    heading: str
    model: type[models.Model]
    nominal: str


@dataclass(frozen=True, slots=True)
class Value:
    """A field as it was written; `before` is None when the row was first recorded."""

    label: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Writing:
    """
    One time that somebody wrote a row.

    Parameters
        amendment: why, where it was put right or taken away; label: what was done.
        called: what the row was called then.
    """

    row_id: UUID
    at: datetime
    by: str
    label: str
    values: tuple[Value, ...]
    amendment: Amendment | None = None
    called: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether the row left the record by it."""
        return self.label == _LABELS["delete"]


def kinds() -> tuple[Kind, ...]:
    """Every subject, in the order of the pages, and who has worked with the person."""
    return (*map(_kind, subjects()), Kind(ACCESS, "Who has access", Partnership, "nominal_id"))


def kind(key: str) -> Kind:
    """
    The one with this key.

    Raises
        NotFound: there is none.
    """
    return kinds()[-1] if key == ACCESS else _kind(registered(key))


def _kind(subject: Subject) -> Kind:
    return Kind(subject.key, subject.heading, subject.model, subject.nominal)


def past_of(kept: Kind, nominal_id: UUID, why: Why | None = None) -> tuple[Writing, ...]:
    """
    Every writing of this kind of fact about this person, newest first, as far as the user may see.

    Parameters
        why: the amendments, by row and moment.
    """
    past: Any = kept.model._meta.get_field("past").related_model  # noqa: SLF001  Django documents it
    rows = list(past.objects.filter(**{kept.nominal: nominal_id}).order_by("pgh_created_at", "pgh_id"))
    fields = shown_fields(kept.model)
    return tuple(reversed(_writings(kept, rows, fields, _names(rows, fields), why or {})))


def _names(rows: Sequence[Any], fields: Sequence[Field]) -> dict[Any, str]:
    """The names behind every id in these rows; one query a kind, however many rows."""
    writers = {row.pgh_by for row in rows if row.pgh_by}
    people = User.objects.select_related("agency").in_bulk(writers)
    names = {key: f"{user.name}, {user.agency.name}" for key, user in people.items()}
    for model in NAMED:
        linked = [field.attname for field in fields if field.related_model is model]
        ids = {getattr(row, name) for row in rows for name in linked} - {None} - names.keys()
        names |= {key: str(found) for key, found in model.objects.in_bulk(ids).items()}
    return names


def _writings(
    kept: Kind, rows: Iterable[Any], fields: Sequence[Field], names: Mapping[Any, str], why: Why
) -> list[Writing]:
    latest: dict[Any, dict[str, str]] = {}
    found = []
    for row in rows:
        removed = row.pgh_label == "delete"
        now = {field.name: "" if removed else in_words(row, field, names) for field in fields}
        before = latest.get(row.id)
        values = tuple(
            Value(label_of(field), before[field.name] if before else None, now[field.name])
            for field in fields
            if (before is None and now[field.name]) or (before and before[field.name] != now[field.name])
        )
        latest[row.id] = now
        amendment = why.get((row.id, row.pgh_created_at))
        found.append(
            Writing(
                row_id=row.id,
                at=row.pgh_created_at,
                by=names.get(row.pgh_by, "Loaded by the operator"),
                label=_label(row.pgh_label, amendment),
                values=values,
                amendment=amendment,
                called=", ".join(each for each in list((before or now).values())[:_CALLED] if each),
            )
        )
    return found


def _label(written: str, amendment: Amendment | None) -> str:
    if amendment is not None:
        return amendment.get_kind_display()
    return _LABELS.get(written, written)
