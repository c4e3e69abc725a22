"""Which filters of a list are chosen, in words, each with the address of the list without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.http import HttpRequest

from cairn.web.base.days import PARTS, DayWidget
from cairn.web.base.filters import day, query

# Where in the list one is: another list begins at its beginning.
_PLACE = ("page", "before")


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter that narrows the list; `without` is the address of the list without it."""

    text: str
    without: str


def chosen_filters(form: BaseForm, request: HttpRequest) -> list[ChosenFilter]:
    """What is chosen in a list's filter form, in the order of its fields; a value that is none of ours is left out."""
    if not form.is_bound:
        return []
    form.is_valid()
    return [
        ChosenFilter(text, query(request, **dict.fromkeys((*_keys(form[name]), *_PLACE))))
        for name in form.fields
        for text in _said(form[name], form.cleaned_data.get(name))
    ]


def _keys(bound: BoundField) -> list[str]:
    name = bound.html_name
    return [f"{name}-{part}" for part in PARTS] if isinstance(bound.field.widget, DayWidget) else [name]


def _said(bound: BoundField, value: object) -> Iterator[str]:
    """One sentence for each value of a field; none for what is empty, hidden or was refused."""
    if value in (None, "", [], False) or isinstance(bound.field.widget, forms.HiddenInput):
        return
    label = str(bound.label)
    if isinstance(bound.field.widget, DayWidget):
        yield f"{label}: {day(value)}"  # type: ignore[arg-type]
    elif value is True:
        yield label
    else:
        names = {str(key): str(name) for key, name in getattr(bound.field, "choices", ())}
        values = value if isinstance(value, (list, tuple)) else [value]
        for each in values:
            yield f"{label}: {names.get(str(each), each)}"
