"""A form's bound fields as GOV.UK components: which macro, and its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField

from cairn.web.base.days import PARTS, DayWidget, boxes
from cairn.web.base.error_words import error_of
from cairn.web.base.offers import CHOOSE, OfferInput, offered

Params = dict[str, Any]
# Options of a widget that GOV.UK's macros take by name; the others are passed on as attributes.
_NAMED = ("autocomplete", "inputmode", "spellcheck", "pattern", "autocapitalize")
# Django's own attributes that GOV.UK's components do without.
_DROPPED = frozenset({"class", "placeholder", "aria-describedby", "aria-invalid", "id", "required"})


def _wrong_boxes(bound: BoundField) -> tuple[str, ...]:
    """Which boxes of a day are wrong; all of them when the error does not say."""
    if not bound.errors:
        return ()
    params = bound.errors.as_data()[0].params
    named = params.get("boxes") if isinstance(params, Mapping) else None
    return tuple(named) if named else PARTS


def _base(bound: BoundField) -> Params:
    params: Params = {"id": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if error := error_of(bound):
        params["errorMessage"] = {"text": error}
    return params


def _attributes(bound: BoundField) -> Params:
    """
    What the widget says about itself, and that a browser keeps nothing of what is typed.

    Left to itself, a browser writes what stands in a box to its session files and offers it to the next user.
    """
    return {"autocomplete": "off"} | _own_attributes(bound)


def _own_attributes(bound: BoundField) -> Params:
    """What the widget says about itself: classes, named options and other attributes."""
    attrs = bound.field.widget.attrs
    params: Params = {name: attrs[name] for name in _NAMED if name in attrs}
    if "spellcheck" in params:
        params["spellcheck"] = str(params["spellcheck"]).lower() == "true"
    if attrs.get("class"):
        params["classes"] = attrs["class"]
    others = {key: value for key, value in attrs.items() if key not in _DROPPED and key not in _NAMED}
    if others:
        params["attributes"] = others
    return params


def _label(bound: BoundField, *, heading: bool, size: str) -> Params:
    classes = f"govuk-label--{size}" if size else ""
    return {"text": str(bound.label), "classes": classes, "isPageHeading": heading}


def _legend(bound: BoundField, *, heading: bool, size: str) -> Params:
    classes = f"govuk-fieldset__legend--{size or 's'}"
    return {"legend": {"text": str(bound.label), "classes": classes, "isPageHeading": heading}}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _choices(bound: BoundField, hints: Mapping[str, str], reveals: Mapping[str, str]) -> list[Params]:
    """The choices of a select, radios or checkboxes, with those chosen marked."""
    value = bound.value()
    chosen = {_text(one) for one in value} if isinstance(value, (list, tuple, set)) else {_text(value)}
    widget = bound.field.widget
    items: list[Params] = []
    for key, label in getattr(widget, "choices", ()):
        text = _text(key)
        mark = "selected" if type(widget) is forms.Select else "checked"
        item: Params = {"value": text, "text": str(label), mark: text in chosen}
        if text in hints:
            item["hint"] = {"text": hints[text]}
        if text in reveals:
            item["conditional"] = {"html": reveals[text]}
        items.append(item)
    return items


def _day(bound: BoundField) -> Params:
    wrong = _wrong_boxes(bound)
    items = []
    for part, value in zip(PARTS, boxes(bound.value()), strict=True):
        item: Params = {
            "name": part,
            "value": value,
            "autocomplete": "off",
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if part in wrong else ""),
        }
        if part == "month":
            item["inputmode"] = "text"  # month names are taken as well
        items.append(item)
    return {"namePrefix": bound.html_name, "items": items}


def _single_checkbox(bound: BoundField) -> Params:
    hint = {"hint": {"text": str(bound.help_text)}} if bound.help_text else {}
    return {"items": [{"value": "on", "text": str(bound.label), "checked": bool(bound.value()), **hint}]}


def _offer(bound: BoundField, label: Params) -> Params:
    """The box with the browser's list, and the choices where what stands in it may mean several things."""
    widget: OfferInput = bound.field.widget
    listed = f"{bound.auto_id}-list"
    box = label | {"value": _text(bound.value())} | _attributes(bound)
    box["attributes"] = box.get("attributes", {}) | {"list": listed}
    params: Params = box | {"listId": listed, "listed": widget.listed()}
    found = offered(widget, bound.value(), bound.html_name)
    if found is None:
        return params
    text, asked, choice, items = found
    legend = {"text": f"What does “{text}” mean?", "classes": "govuk-fieldset__legend--s"}
    radios: Params = {
        "name": choice,
        "idPrefix": _choices_id(bound),
        "items": items,
        "fieldset": {"legend": legend},
    }
    if _must_choose(bound):
        radios["errorMessage"] = {"text": error_of(bound)}
        params["errorMessage"] = None
    return params | {"offers": {"asked": asked, "text": text, "radios": radios}}


def _choices_id(bound: BoundField) -> str:
    return f"{bound.auto_id}-meant"


def _must_choose(bound: BoundField) -> bool:
    return bool(bound.errors) and bound.errors.as_data()[0].code == CHOOSE


_BY_WIDGET: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayWidget, "day"),
    (OfferInput, "offer"),
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)


def kind_of(widget: forms.Widget) -> str:
    """Which component draws this widget."""
    return next((kind for family, kind in _BY_WIDGET if isinstance(widget, family)), "input")


def component(
    bound: BoundField,
    *,
    heading: bool = False,
    size: str = "",
    hints: Mapping[str, str] | None = None,
    reveals: Mapping[str, str] | None = None,
    **more: Any,
) -> tuple[str, Params]:
    """
    The component for a field, and its options.

    Parameters
        heading: the label is the page's heading.
        size: of the label or legend: s, m, l, xl.
        hints: by choice, the words under it.
        reveals: by choice, the markup shown while it is chosen.
        more: any other option of the GOV.UK macro.
    """
    kind = kind_of(bound.field.widget)
    value = bound.value()
    label = {"label": _label(bound, heading=heading, size=size)}
    fieldset = {"fieldset": _legend(bound, heading=heading, size=size)}
    choices: Callable[[], Params] = lambda: {"items": _choices(bound, hints or {}, reveals or {})}  # noqa: E731
    prefix = {"idPrefix": bound.auto_id}
    builders: dict[str, Callable[[], Params]] = {
        "day": lambda: fieldset | _day(bound),
        "offer": lambda: _offer(bound, label),
        "hidden": lambda: {"value": _text(value)},
        "checkboxes": lambda: fieldset | prefix | choices(),
        "radios": lambda: fieldset | prefix | {"value": _text(value)} | choices(),
        "select": lambda: label | choices() | _attributes(bound),
        "checkbox": lambda: prefix | _single_checkbox(bound),
        "textarea": lambda: label | {"value": _text(value)} | _attributes(bound),
        "password": lambda: label | {"autocomplete": "current-password"} | _own_attributes(bound),
        "file": lambda: label | _attributes(bound),
        "input": lambda: label | {"value": _text(value), "type": _input_type(bound)} | _attributes(bound),
    }
    params = _base(bound) | builders[kind]() | more
    if kind == "checkbox":
        params.pop("hint", None)
    return kind, params


def revealed_by(form: BaseForm, bound: BoundField) -> Mapping[str, tuple[str, ...]]:
    """By choice of this field, the fields that are shown while it is chosen: the form's own `reveals`."""
    reveals: Mapping[str, Mapping[str, tuple[str, ...]]] = getattr(form, "reveals", {})
    return {str(choice): names for choice, names in reveals.get(bound.name, {}).items()}


def is_revealed(form: BaseForm, bound: BoundField) -> bool:
    """Whether the field stands below a choice of another field."""
    reveals: Mapping[str, Mapping[str, tuple[str, ...]]] = getattr(form, "reveals", {})
    return any(bound.name in names for below in reveals.values() for names in below.values())


def _input_type(bound: BoundField) -> str:
    """Numbers are typed as text: browsers' number boxes change values on scrolling."""
    kind = str(getattr(bound.field.widget, "input_type", "text"))
    return "text" if kind in {"number", "date", "datetime-local"} else kind


def error_list(*all_forms: BaseForm) -> list[Params]:
    """What is wrong with one or several forms, in the order of their fields, each with a link to its field."""
    found: list[Params] = []
    for form in all_forms:
        found += [{"text": str(error)} for error in form.non_field_errors()]
        for name in form.fields:
            bound = form[name]
            if error := error_of(bound):
                found.append({"text": error, "href": "#" + _target(bound)})
    return found


def _target(bound: BoundField) -> str:
    """The id of the first box that is wrong."""
    if isinstance(bound.field.widget, DayWidget):
        return f"{bound.auto_id}-{_wrong_boxes(bound)[0]}"
    return _choices_id(bound) if _must_choose(bound) else str(bound.auto_id)
