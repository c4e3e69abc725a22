"""What a field says when something is wrong with it: what to do, in GOV.UK's words, never the framework's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from cairn.labels import inside

_CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
# A label that begins so needs no article: Enter why this level.
_ASKING = frozenset({"how", "what", "when", "where", "which", "who", "why"})


def _limit(params: object) -> str:
    """A limit as people write it: 4,000."""
    limit = params.get("limit_value", "") if isinstance(params, Mapping) else ""
    return f"{limit:,}" if isinstance(limit, int) else str(limit)


def _required(label: str, field: forms.Field) -> str:
    """What to do: Enter the date of birth, Select what has changed, Answer the question: …."""
    verb = "Select" if isinstance(field.widget, _CHOSEN) else "Enter"
    if label.split(" ", 1)[0].lower() in _ASKING:
        return f"{verb} {inside(label).removesuffix('?')}"
    if label.endswith("?"):
        return f"Answer the question: {label}"
    return f"{verb} the {inside(label)}"


def _invalid(label: str, field: forms.Field) -> str:
    if isinstance(field, forms.EmailField):
        return "Enter an email address in the correct format, like name@example.com"
    if isinstance(field, (forms.DecimalField, forms.FloatField)):
        return f"{label} must be a number"
    if isinstance(field, forms.IntegerField):
        return f"{label} must be a whole number, such as 6"
    return f"{label} must be in the correct format"


_NOT_OFFERED = "Select the {in_a_sentence} from the choices on the page"
# By the framework's code for what is wrong: a sentence, or what makes one.
_WORDS: dict[str, str | Callable[[str, forms.Field], str]] = {
    "required": _required,
    "invalid": _invalid,
    "invalid_choice": _NOT_OFFERED,
    "invalid_pk_value": _NOT_OFFERED,
    "invalid_list": _NOT_OFFERED,
    "max_length": "{label} must be {limit} characters or fewer",
    "min_length": "{label} must be {limit} characters or more",
    "max_value": "{label} must be {limit} or less",
    "min_value": "{label} must be {limit} or more",
    "max_digits": "{label} has too many digits",
    "max_decimal_places": "{label} has too many digits after the point",
    "max_whole_digits": "{label} has too many digits before the point",
    "null_characters_not_allowed": "{label} contains a character that cannot be saved. Type it again",
    "missing": "Select the {in_a_sentence} again",
    "empty": "The file is empty. Choose another",
    "invalid_image": "The file is not a picture, or is damaged. Choose another",
}


def _frameworks_own(field: forms.Field, code: str) -> bool:
    """Whether this field leaves the words for `code` to the framework: what a form says itself stands."""
    given = field.error_messages.get(code)
    if given is None:
        return True
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    return str(given) == str(usual.get(code))


def error_of(bound: BoundField) -> str | None:
    """
    The first thing wrong with a field, or None: one at a time is what people can act on.

    What the framework would say ("This field is required", "Ensure this value has at most …") becomes what
    to do: "Enter the date of birth". A field that brings a message of its own keeps it.
    """
    if not bound.errors:
        return None
    error: ValidationError = bound.errors.as_data()[0]
    code, field = str(error.code or ""), bound.field
    if code not in _WORDS or not _frameworks_own(field, code):
        return str(bound.errors[0])
    label, words = str(bound.label), _WORDS[code]
    if callable(words):
        return words(label, field)
    return words.format(label=label, in_a_sentence=inside(label), limit=_limit(error.params))
