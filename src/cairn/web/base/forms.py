"""What page authors need for forms: text as people paste it, the day in three boxes, refusals at their field."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import BaseForm, Textarea

from cairn.errors import CairnError
from cairn.web.base.days import DayField, Limit
from cairn.web.base.typed import PostcodeField, TextField

__all__ = ["DayField", "Limit", "PostcodeField", "TextField", "add_refusal", "long_text"]


def long_text(rows: int = 4) -> Textarea:
    """A box for more than a line."""
    return Textarea(attrs={"rows": rows})


def add_refusal(form: BaseForm, error: CairnError) -> None:
    """
    Put a refusal's message at the field that it names, or above the form if it names none of ours.

    The form must be bound. What was typed stays.
    """
    field = error.field if error.field in form.fields else None
    form.add_error(field, ValidationError(error.message))
