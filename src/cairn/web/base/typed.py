"""Text as people type and paste it, cleaned in one place."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cairn.errors import BadInput
from cairn.record.addresses.checks import postcode_of

# What copying from a letter, a web page or a phone brings along and nobody sees: soft hyphens, marks of no width, and
# control characters that are neither blanks nor ends of lines. The null character stays, for Django to refuse.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Every kind of blank that is not the end of a line: hard, thin, narrow, ideographic, tab.
_BLANK = re.compile(r"[^\S\r\n]")
_SEVERAL = re.compile(" {2,}")


def clean_typed(text: str) -> str:
    """
    The text with plain spaces for every other kind of blank, without characters that nobody sees, and with
    accented letters in their usual single form, so that the same word is the same however it was typed.

    Zero-width joiners stay: some scripts need them.

    Source: Unicode Standard Annex 15 (normalisation form C).
    """
    return unicodedata.normalize("NFC", _BLANK.sub(" ", _UNSEEN.sub("", text)))


class TextField(forms.CharField):
    """A line or several of text that somebody types. Use it for everything but secrets."""

    def to_python(self, value: Any) -> str:
        """What was typed, cleaned; its outer blanks are taken off, and in a single line several are one."""
        text = clean_typed(super().to_python(value) or "")
        if not isinstance(self.widget, forms.Textarea):
            text = _SEVERAL.sub(" ", text)
        return text.strip() if self.strip else text


class PostcodeField(TextField):
    """A postcode, with or without its space; more blanks than one are squeezed before its length is measured."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": "Postcode", "max_length": 8, "required": False, **options})

    def to_python(self, value: Any) -> str:
        """The postcode in capitals with single spaces."""
        return " ".join(super().to_python(value).upper().split())

    def clean(self, value: Any) -> str:
        """As it is kept; what has not the form of a postcode is refused here, on its own page."""
        typed: str = super().clean(value)
        try:
            return postcode_of(typed)
        except BadInput as refusal:
            raise ValidationError(refusal.message) from None
