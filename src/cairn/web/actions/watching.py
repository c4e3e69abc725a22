"""
What an action page rests on, so that somebody whose page is no longer true is told what changed, and asked.

    watches=of_person(RiskAssessment)

Where nothing can change under a page, it says why: `watches="Nobody else can answer it."`
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

from django.db.models import Model

from cairn.accounts.agencies.queries import users_named
from cairn.subjects.registry import subject_of
from cairn.subjects.writings import Watched, newest_writings, writings_since
from cairn.web.base.filters import when

if TYPE_CHECKING:
    from cairn.web.actions.page import Opened

_DID = {"insert": "recorded", "update": "changed", "delete": "withdrew"}


class Watch(Protocol):
    """What is looked at when a page is opened and again when it is sent."""

    def seen(self, opened: Opened) -> tuple[int, ...]:
        """What stands now, in a few numbers."""

    def changes(self, opened: Opened, seen: Sequence[int], *, own: bool) -> list[str]:
        """What changed since, in sentences; `own`: also what this user changed, on another page."""


@dataclass(frozen=True, slots=True)
class PastWatch:
    """Rows that are remembered, of the page's person or whatever else `where` says."""

    kinds: Callable[[Opened], Sequence[Watched]]
    called: Mapping[type[Model], str] = field(default_factory=dict)

    def seen(self, opened: Opened) -> tuple[int, ...]:
        """The newest writing of each kind."""
        return newest_writings(self.kinds(opened))

    def changes(self, opened: Opened, seen: Sequence[int], *, own: bool) -> list[str]:
        """Who wrote what, and when."""
        kinds = self.kinds(opened)
        if len(seen) != len(kinds):
            return []
        found = writings_since(kinds, seen)
        told = [(model, row) for model, row in found if own or row.pgh_by != opened.user.pk]
        names = users_named({row.pgh_by for _, row in told if row.pgh_by}) if told else {}
        return [self._told(model, row, opened, names) for model, row in told]

    def _told(self, model: type[Model], row: Any, opened: Opened, names: Mapping[Any, str]) -> str:
        who = "You" if row.pgh_by == opened.user.pk else names.get(row.pgh_by, "Cairn")
        what = self.called.get(model) or _in_words(model, row)
        return f"{who} {_DID[row.pgh_label]} {what} on {when(row.pgh_created_at)}."


@dataclass(frozen=True, slots=True)
class RowWatch:
    """
    One row of which no past is kept: what stands in some of its columns.

    Parameters
        row: reads it, as it is now; columns: what the page rests on; says: how it stands now, in a sentence.
    """

    row: Callable[[Opened], Model]
    columns: Sequence[str]
    says: Callable[[Opened], str]

    def seen(self, opened: Opened) -> tuple[int, ...]:
        """A sum of what stands there."""
        row = self.row(opened)
        values = [str(getattr(row, column)) for column in self.columns]
        return (crc32("\n".join(values).encode()),)

    def changes(self, opened: Opened, seen: Sequence[int], *, own: bool) -> list[str]:
        """How it stands now, if that is not what was seen."""
        return [self.says(opened)] if seen and tuple(seen) != self.seen(opened) else []


def _in_words(model: type[Model], row: Any) -> str:
    """What the row is called, and what it said."""
    fields = [fld.attname for fld in model._meta.concrete_fields]  # noqa: SLF001  Django's own API
    was = model(**{name: getattr(row, name) for name in fields if hasattr(row, name)})
    subject = subject_of(model)
    return f"{subject.one} ({subject.words(was)})"


def of_person(*models: type[Model], called: Mapping[type[Model], str] | None = None) -> PastWatch:
    """
    Rows about the page's person.

    Parameters
        called: what a row is called inside a sentence, of models that are no subject's.
    """

    def kinds(opened: Opened) -> Sequence[Watched]:
        return [Watched(model, {_column(model): opened.nominal_id}) for model in models]

    return PastWatch(kinds, called or {})


def _column(model: type[Model]) -> str:
    try:
        return subject_of(model).nominal
    except LookupError:
        return "nominal_id"
