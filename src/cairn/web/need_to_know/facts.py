"""The facts about a person that may be kept back one by one, each in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from cairn.errors import NotFound
from cairn.subjects.declaration import Subject
from cairn.subjects.reading import read_rows
from cairn.subjects.registry import by_table
from cairn.subjects.registry import subjects as registered


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that may be kept back; `words` say which it is."""

    kept_in: str
    row_id: UUID
    words: str


def facts_of(nominal_id: UUID) -> dict[str, list[Fact]]:
    """
    Every fact that this user reads and that may be kept back, by the table that holds it; no empty kinds.

    The parts of a fact (the sentences of a conviction) are kept back with it.
    """
    subjects = tuple(each for each in registered() if each.restrictable and each.shown)
    rows = read_rows(nominal_id, subjects)
    found = {each: [_fact(each, row) for row in rows.of_subject(each)] for each in subjects}
    return {each.table: facts for each, facts in found.items() if facts}


def fact(nominal_id: UUID, kept_in: str, row_id: UUID) -> Fact:
    """
    One of them.

    Raises
        NotFound: no such kind, or no such fact of this person that the user may see.
    """
    subject = by_table().get(kept_in)
    if subject is not None and subject.restrictable and subject.shown:
        row = read_rows(nominal_id, [subject]).one(subject, row_id)
        if row is not None:
            return _fact(subject, row)
    raise NotFound("There is no such fact, or none that you can see.")


def _fact(subject: Subject, row: Model) -> Fact:
    return Fact(subject.table, row.pk, subject.words(row))
