"""One fact as a page shows it, and what a card may depend on beside its row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model, TextField

from cairn.clock.explaining.queries import Explanation
from cairn.law.answers import steps
from cairn.subjects.declaration import Subject
from cairn.web.subjects.words import in_words, label_of, shown_fields

# A value this short ("No", "Yes") may stand in a title without being said by it.
_SAYS_NOTHING = 3


@dataclass(frozen=True, slots=True)
class Card:
    """
    One fact as a page shows it.

    Parameters
        title: what it is, in one line.
        note: the particulars that everybody wants, in one line below it.
        details: label and value, in the order of reading; texts: the same of what may be long, shown in full.
        folded: long texts that few need, under `folds`.
        tags: short words beside the title, each with a GOV.UK tag colour.
        links: words and address of what can be done with it, beside correcting it.
        former: whether it is no longer so; as the subject's dates say if left out.
        rank: the lower comes first among those that are so.
    """

    title: str
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    folds: str = ""
    folded: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    former: bool | None = None
    rank: int = 0


@dataclass(frozen=True)
class Reading:
    """
    Who looks at the record, and at which time.

    Parameters
        as_at: the day asked about; past: whether the page is about a past time, where nothing can be done.
        role, agency_id: the user's; owns: whether their agency owns the record.
        law: the law's answer for the day, where they read it.
    """

    as_at: date
    past: bool = False
    role: str = ""
    agency_id: Any = None
    owns: bool = False
    law: Explanation | None = None

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the facts on which the registration rests, that which decides first."""
        if self.law is None:
            return ()
        named = (fact for step in steps(self.law.registration.reasons) for fact in step.facts)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Flag:
    """A short warning beside the name; `colour` is a GOV.UK tag colour."""

    text: str
    colour: str


def plain_card(subject: Subject, row: Model, reading: Reading, *, without: Collection[str] = ()) -> Card:
    """
    A row by its model's fields: the title, then what the title has not said; texts in full.

    Parameters
        without: fields that the card says in its own way.
    """
    title = subject.words(row)
    fields = [each for each in shown_fields(subject.model) if each.name not in without]
    values = [(label_of(each), in_words(row, each), isinstance(each, TextField)) for each in fields]
    said = [(label, value, long) for label, value, long in values if value and not _says(title, value)]
    return Card(
        title=title,
        details=tuple((label, value) for label, value, long in said if not long),
        texts=tuple((label, value) for label, value, long in said if long),
    )


def _says(title: str, value: str) -> bool:
    return len(value) > _SAYS_NOTHING and value.lower() in title.lower()
