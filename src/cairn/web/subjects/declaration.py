"""What the pages add to a subject: its form and its card, where those made from the model will not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from cairn.subjects.declaration import Subject
from cairn.web.base.sure import Doubt
from cairn.web.subjects.cards import Card, Flag, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSubject:
    """
    A subject's web side.

    Parameters
        form: asks for its values, to record and to correct; made from the model's fields if left out.
        initial: what the form starts with for a row that stands (by default each field's own value).
        values: what was typed, as `cairn.record.amendments.services.correct` takes it.
        doubt: what to ask of a correction that can hardly be right, given the row and what was typed.
        card: how a row is shown, given the row and who looks; made from the model's fields if left out.
        flag: the warning that a row puts beside the person's name on a day, if any.
        warning: what a row that is so warns of, to read before going there; empty for nothing.
        at_the_door: whether somebody on the doorstep needs it before anything else.
        none: what is said where there is none, if that matters.
        latest_stands: whether each row takes the place of the one before it (a level).
    """

    subject: Subject
    form: Callable[[], forms.Form] | None = None
    initial: Callable[[Any], Mapping[str, Any]] | None = None
    values: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    doubt: Callable[[Any, Mapping[str, Any]], Doubt | None] | None = None
    card: Callable[[Any, Reading], Card] | None = None
    flag: Callable[[Any, date], Flag | None] | None = None
    warning: Callable[[Any], str] | None = None
    at_the_door: bool = False
    none: str = ""
    latest_stands: bool = False


def plain(subject: Subject) -> WebSubject:
    """The web side of a subject that needs nothing of its own."""
    return WebSubject(subject=subject)
