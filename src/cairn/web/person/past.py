"""Every row's past as a page shows it: what was written, what it changed, when and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db import models

from cairn.access.models import Partnership
from cairn.accounts.models import Agency, Team, User
from cairn.errors import NotFound
from cairn.plan.actions.models import Action, Plan
from cairn.plan.level.models import ManagementLevel
from cairn.record.models import (
    Address,
    Allocation,
    Conviction,
    CourtOrder,
    Disclosure,
    Disposal,
    HouseholdStay,
    Identifier,
    Name,
    Nominal,
    Notification,
    NotifiedMatter,
    Stay,
    TimeAway,
    Trip,
)
from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.visits.models import Visit
from cairn.web.base.filters import day, when


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of fact whose past can be read."""

    title: str
    model: type[models.Model]
    nominal: str = "nominal_id"


SUBJECTS: dict[str, Subject] = {
    "person": Subject("Date of birth, sex and gender", Nominal, nominal="id"),
    "names": Subject("Names", Name),
    "identifiers": Subject("Identifiers", Identifier),
    "addresses": Subject("Addresses", Address),
    "stays": Subject("Stays away from home", Stay),
    "child-stays": Subject("Stays where a child lives", HouseholdStay),
    "convictions": Subject("Convictions", Conviction),
    "sentences": Subject("Sentences", Disposal),
    "orders": Subject("Court orders", CourtOrder),
    "time-away": Subject("Custody, hospital and abroad", TimeAway),
    "travel": Subject("Foreign travel", Trip),
    "notifications": Subject("Notifications", Notification),
    "matters": Subject("What was notified", NotifiedMatter),
    "disclosures": Subject("Disclosures", Disclosure),
    "allocation": Subject("Offender manager", Allocation),
    "risk": Subject("Risk level", RiskAssessment),
    "visits": Subject("Visits", Visit),
    "level": Subject("MAPPA level", ManagementLevel),
    "plan": Subject("Risk management plan", Plan),
    "actions": Subject("Actions", Action),
    "access": Subject("Who has access", Partnership),
}
Field: TypeAlias = "models.Field[Any, Any]"
_NAMED: tuple[type[User | Agency | Team], ...] = (User, Agency, Team)
_LABELS = {"insert": "Recorded", "update": "Changed", "delete": "Removed"}
_NOT_SHOWN = frozenset({"id", "nominal", "nominal_id", "recorded_at", "added_at", "told"})


@dataclass(frozen=True, slots=True)
class Value:
    """A field as it was written; `before` is None when the row was first recorded."""

    label: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Writing:
    """One time that somebody wrote a row."""

    at: datetime
    by: str
    label: str
    values: tuple[Value, ...]


def past_of(subject: str, nominal_id: UUID) -> tuple[Writing, ...]:
    """
    Every writing of this kind of fact about this person, newest first, as far as the user may see.

    Raises
        NotFound: no such kind of fact.
    """
    if subject not in SUBJECTS:
        raise NotFound(f"no history of {subject!r}; there is one of {', '.join(SUBJECTS)}")
    kept = SUBJECTS[subject]
    past: Any = kept.model._meta.get_field("past").related_model  # noqa: SLF001  Django documents it
    rows = list(past.objects.filter(**{kept.nominal: nominal_id}).order_by("pgh_created_at", "pgh_id"))
    fields = _shown_fields(kept.model)
    return tuple(reversed(_writings(rows, fields, _names(rows, fields))))


def _shown_fields(model: type[models.Model]) -> list[Field]:
    """The row's own values; of its links only those to people and organisations, whose names say much."""
    return [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001  Django documents it
        if field.name not in _NOT_SHOWN and (not field.is_relation or field.related_model in _NAMED)
    ]


def _names(rows: Sequence[Any], fields: Sequence[Field]) -> dict[Any, str]:
    """The names behind every id in these rows; one query a kind, however many rows."""
    writers = {row.pgh_by for row in rows if row.pgh_by}
    people = User.objects.select_related("agency").in_bulk(writers)
    names = {key: f"{user.name}, {user.agency.name}" for key, user in people.items()}
    for model in _NAMED:
        linked = [field.attname for field in fields if field.related_model is model]
        ids = {getattr(row, name) for row in rows for name in linked} - {None} - names.keys()
        names |= {key: str(found) for key, found in model.objects.in_bulk(ids).items()}
    return names


def _writings(rows: Iterable[Any], fields: Sequence[Field], names: dict[Any, str]) -> list[Writing]:
    latest: dict[Any, dict[str, str]] = {}
    found = []
    for row in rows:
        removed = row.pgh_label == "delete"
        now = {field.name: "" if removed else _in_words(row, field, names) for field in fields}
        before = latest.get(row.id)
        values = tuple(
            Value(_label(field), before[field.name] if before else None, now[field.name])
            for field in fields
            if (before is None and now[field.name]) or (before and before[field.name] != now[field.name])
        )
        latest[row.id] = now
        found.append(
            Writing(
                at=row.pgh_created_at,
                by=names.get(row.pgh_by, "Loaded by the operator"),
                label=_LABELS.get(row.pgh_label, row.pgh_label),
                values=values,
            )
        )
    return found


def _label(field: Field) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def _in_words(row: Any, field: Field, names: dict[Any, str]) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get(value, str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _written(value)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return when(value)
    return day(value) if isinstance(value, date) else str(value)
