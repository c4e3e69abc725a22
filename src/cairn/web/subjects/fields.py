"""The form's field for a field of a model, where a subject has no form of its own; and a value in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cairn.accounts.agencies.queries import active_agencies
from cairn.accounts.models import Agency
from cairn.subjects.reading import read_rows
from cairn.subjects.registry import subject_of
from cairn.web.base.filters import NOT_RECORDED, day, when
from cairn.web.base.forms import DayField, TextField, long_text

# More choices than these are a list to open, not radios to read.
_MOST_RADIOS = 8
_MOST_SHOWN = 120
_LARGEST = 9_999

AnyField: TypeAlias = "models.Field[Any, Any]"


def model_field(model: type[models.Model], name: str) -> AnyField:
    """The model's field of this name; a link may be called by its column ("order_id")."""
    found: AnyField = model._meta.get_field(name)  # type: ignore[assignment]  # noqa: SLF001  Django's own API
    return found


def label_of(field: AnyField) -> str:
    """The field's name as a label."""
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def field_for(field: AnyField, nominal_id: UUID) -> forms.Field:
    """
    A box, a list, radios or days, as the model's field takes them.

    Parameters
        nominal_id: whose rows are on offer, where the field links to one.
    """
    common: dict[str, Any] = {"label": label_of(field), "required": not field.blank}
    if isinstance(field, models.ForeignKey):
        return _choice([*_linked(field, nominal_id)], UUID, common, empty=None)
    if isinstance(field, ArrayField) and field.base_field.choices:
        offered = list(field.base_field.flatchoices)
        return forms.MultipleChoiceField(**common, choices=offered, widget=forms.CheckboxSelectMultiple)
    if field.choices:
        offered = [pair for pair in field.flatchoices if pair[0] not in ("", None)]
        return _choice(offered, field.to_python, common, empty=None if field.null else "")
    return _plain(field, common)


def _plain(field: AnyField, common: dict[str, Any]) -> forms.Field:
    if isinstance(field, (models.DateField, models.DateTimeField)):
        return DayField(**common)
    if isinstance(field, models.BooleanField):
        if field.null:
            return _yes_or_no(common)
        return forms.BooleanField(label=common["label"], required=False)
    if isinstance(field, models.IntegerField):
        narrow = forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"})
        return forms.IntegerField(
            **common | {"required": False}, min_value=0, max_value=_LARGEST, widget=narrow
        )
    if isinstance(field, models.TextField):
        return TextField(**common, widget=long_text())
    return TextField(**common, max_length=field.max_length)


def _yes_or_no(common: dict[str, Any]) -> forms.Field:
    return forms.TypedChoiceField(
        label=common["label"],
        required=False,
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not recorded")],
        coerce=lambda typed: typed == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


def _choice(
    offered: list[tuple[Any, Any]], coerce: Callable[[Any], Any], common: dict[str, Any], *, empty: Any
) -> forms.Field:
    required = common["required"]
    few = required and len(offered) <= _MOST_RADIOS
    return forms.TypedChoiceField(
        **common,
        choices=offered if few else [("", "Choose" if required else "None"), *offered],
        coerce=coerce,
        empty_value=empty,
        widget=forms.RadioSelect if few else forms.Select,
    )


def _linked(field: Any, nominal_id: UUID) -> list[tuple[str, str]]:
    """What a link may point to: an agency, or another row about the same person."""
    target = field.related_model
    if target is Agency:
        return [(str(agency.pk), agency.name) for agency in active_agencies()]
    subject = subject_of(target)
    rows = read_rows(nominal_id, (subject,)).of_subject(subject)
    return [(str(row.pk), subject.words(row)) for row in rows]


def value_in_words(row: models.Model, name: str) -> str:
    """What a row says in one field, as a page writes it; long texts are cut."""
    field = model_field(type(row), name)
    if isinstance(field, models.ForeignKey):
        linked = getattr(row, field.name)
        return str(linked) if linked else NOT_RECORDED
    value = getattr(row, name)
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.flatchoices)
        return "; ".join(str(labels.get(one, one)) for one in value) or NOT_RECORDED
    if field.choices:
        value = dict(field.flatchoices).get(value, value)
    return _written(value)


def _written(value: Any) -> str:
    if value is None or value == "":
        return NOT_RECORDED
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return when(value)
    if isinstance(value, date):
        return day(value)
    text = " ".join(str(value).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN].rstrip()} ..."
