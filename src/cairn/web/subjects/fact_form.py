"""The form that records or corrects a fact: the fields of its model, asked as its own form asks them if it has one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import models

from cairn.dates import london
from cairn.labels import inside
from cairn.subjects.declaration import Amending
from cairn.web.base.times import ClockField, moment
from cairn.web.subjects.declaration import WebSubject
from cairn.web.subjects.fields import AnyField, field_for, model_field, value_in_words

_CLOCK = "_clock"


class FactForm(forms.Form):
    """
    A fact's fields. Of one that stands, each starts with what is on record, which stays beside it.

    Parameters
        web: the subject's own form gives its labels and choices; what it does not ask has the model's own.
        nominal_id: whose rows are on offer, where a field links to one.
        row: as it is on record; none for a new fact.
    """

    def __init__(
        self, data: Any, files: Any, *, web: WebSubject, amending: Amending, nominal_id: UUID, row: Any = None
    ) -> None:
        super().__init__(
            data, files, initial=_begun(web, amending) if row is None else _standing(row, amending, web)
        )
        self.web, self.row, self.names = web, row, amending.fields
        self.model = web.subject.model
        own = web.form().fields if web.form else {}
        asked = [name for name in own if name in self.names]
        for name in [*asked, *(name for name in self.names if name not in asked)]:
            field = model_field(self.model, name)
            self.fields[name] = own.get(name) or field_for(field, nominal_id)
            if row is not None:
                self._say_what_is_on_record(name)
            if isinstance(field, models.DateTimeField):
                label = f"{self.fields[name].label}: time"
                self.fields[name + _CLOCK] = ClockField(label=label, required=self.fields[name].required)

    def _say_what_is_on_record(self, name: str) -> None:
        field = self.fields[name]
        said = f"On record: {value_in_words(self.row, name)}."
        field.help_text = f"{field.help_text} {said}" if field.help_text else said

    def clean(self) -> dict[str, Any]:
        """A day and its time are given together, or neither: half of a moment would be dropped without a word."""
        given = super().clean() or self.cleaned_data
        for clock in [name for name in self.fields if name.endswith(_CLOCK)]:
            name = clock.removesuffix(_CLOCK)
            if self.errors.keys() & {name, clock}:
                continue
            day, time = given.get(name), given.get(clock)
            if day and not time:
                self.add_error(clock, f"Enter the time as well: {inside(str(self.fields[clock].label))}")
            elif time and not day:
                self.add_error(name, f"Enter the day as well: {inside(str(self.fields[name].label))}")
        return given

    def typed(self) -> Mapping[str, Any]:
        """What was typed, by the model's fields."""
        if self.web.values:
            return self.web.values(self.cleaned_data)
        return {name: self._value(name) for name in self.names}

    def _value(self, name: str) -> Any:
        field, value = model_field(self.model, name), self.cleaned_data.get(name)
        if isinstance(field, models.DateTimeField):
            clock = self.cleaned_data.get(name + _CLOCK)
            return moment(value, clock) if value and clock else None
        if value is None and not field.null:
            return field.get_default()
        return value


def _begun(web: WebSubject, amending: Amending) -> dict[str, Any]:
    """What a new fact begins with: the defaults of its model, where there are any."""
    fields = {name: model_field(web.subject.model, name) for name in amending.fields}
    return {name: field.get_default() for name, field in fields.items() if field.has_default()}


def _standing(row: Any, amending: Amending, web: WebSubject) -> dict[str, Any]:
    """What the form begins with."""
    begins = {name: _as_typed(model_field(type(row), name), getattr(row, name)) for name in amending.fields}
    clocks = {
        f"{name}{_CLOCK}": f"{london(value):%H:%M}"
        for name in amending.fields
        if isinstance(value := getattr(row, name), datetime)
    }
    return begins | clocks | dict(web.initial(row) if web.initial else {})


def _as_typed(field: AnyField, value: Any) -> Any:
    if isinstance(value, datetime):
        return london(value).date()
    if isinstance(value, bool) and field.null:
        return "yes" if value else "no"
    return value
