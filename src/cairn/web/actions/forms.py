"""What an action page asks of its form beside Django's own: values as the service takes them, refusals at their field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from cairn.errors import CairnError
from cairn.web.base.forms import add_refusal


class Nothing(forms.Form):
    """A page that asks only to confirm."""


def typed_on(form: forms.Form) -> Mapping[str, Any]:
    """A valid form's values: as its own method `typed` gives them, where it has one."""
    typed = getattr(form, "typed", None)
    given: Mapping[str, Any] = typed() if typed else form.cleaned_data
    return given


def hold(form: forms.Form) -> None:
    """Keep what was typed and say nothing of it yet: by the form's own method `hold`, where it has one."""
    own = getattr(form, "hold", None)
    if own:
        own()
    else:
        form._errors = ErrorDict()  # type: ignore[attr-defined]  # noqa: SLF001  where Django keeps what it found; empty: it has not looked


def refuse(form: forms.Form, refusal: CairnError) -> None:
    """Put a refusal at the field that it names: by the form's own method `refuse`, where it has one."""
    own = getattr(form, "refuse", None)
    if own:
        own(refusal)
    else:
        add_refusal(form, refusal)
