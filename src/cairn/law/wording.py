"""
The sentences of a trail in words, in English or Welsh.

A sentence is a template with its values, so that it can be said in another language: welsh.toml holds
the months and the sentences translated so far, and a sentence without a translation is said in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from cairn import toml

Language = Literal["en", "cy"]
Value = str | int | date | datetime | None
Values = Iterable[tuple[str, Value]]

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Catalogue(msgspec.Struct, frozen=True):
    """
    One language.

    Parameters
        months: the twelve.
        at: how a time joins a day, as "{time} on {day}".
        templates: from the English sentence to this language's.
    """

    months: tuple[str, ...]
    at: str
    templates: Mapping[str, str]


class _Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    english: str
    welsh: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    months: tuple[str, ...]
    at: str
    sentence: tuple[_Sentence, ...] = ()


@cache
def catalogue(language: Language) -> Catalogue:
    """The months and sentences of a language."""
    if language == "en":
        return Catalogue(_ENGLISH_MONTHS, "{time} on {day}", {})
    file = toml.read(Path(__file__).with_name("welsh.toml"), _File)
    return Catalogue(file.months, file.at, {row.english: row.welsh for row in file.sentence})


def say(template: str, values: Values, language: Language = "en") -> str:
    """The sentence with its values; in English where it is not translated."""
    words = catalogue(language)
    text = words.templates.get(template, template)
    return text.format(**{name: in_words(value, language) for name, value in values})


def in_words(value: Value, language: Language = "en") -> str:
    """A value of a sentence: a day as 1 March 2015, a moment as 12:00 on 1 March 2015."""
    words = catalogue(language)
    if isinstance(value, datetime):
        return words.at.format(time=f"{value:%H:%M}", day=in_words(value.date(), language))
    if isinstance(value, date):
        return f"{value.day} {words.months[value.month - 1]} {value.year}"
    return str(value)
