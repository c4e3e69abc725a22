"""What the pages add to a subject: its form and its card, where those made from the model will not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model

from cairn.subjects.declaration import Subject


@dataclass(frozen=True, slots=True)
class Card:
    """
    One fact as a page shows it.

    Parameters
        title: what it is, in one line.
        details: label and value, in the order of reading; long texts last.
        tags: short words beside the title, each with a GOV.UK tag colour.
    """

    title: str
    details: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSubject:
    """
    A subject's web side.

    Parameters
        form: asks for its values, to record and to correct; made from the model's fields if left out.
        initial: what the form starts with for a row that stands (by default each field's own value).
        values: what was typed, as `cairn.record.amendments.services.correct` takes it.
        card: how a row is shown; made from the model's fields if left out.
    """

    subject: Subject
    form: Callable[[], forms.Form] | None = None
    initial: Callable[[Any], Mapping[str, Any]] | None = None
    values: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    card: Callable[[Any], Card] | None = None


def plain(subject: Subject) -> WebSubject:
    """The web side of a subject that needs nothing of its own."""
    return WebSubject(subject=subject)


def title_of(subject: Subject, row: Model) -> str:
    """A row in one line."""
    return subject.words(row)
