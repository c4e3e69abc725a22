"""
One declaration for each kind of fact about a person: a `Subject`.

Whatever deals with facts of every kind (row security, the person's pages, timeline, history, restriction,
subject access, retention, the drills) reads the registry and never lists the kinds by hand. To add a kind of
fact, write its model, its service and one `Subject`: see docs/contributors/adding-a-subject.md.

Names come from Django's own `verbose_name`, and what one row is called from its `__str__`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from cairn.dates import london
from cairn.ledger.operations import Act, Operation, declare


@dataclass(frozen=True, slots=True)
class Event:
    """
    A dated thing that a row tells, for the timeline.

    Parameters
        title: what happened ("Court order made"); text: the particulars.
        by: who did it, where that is part of the fact.
    """

    on: date
    title: str
    text: str = ""
    by: str = ""


# A refusal in words, and the field at which to say it.
Refusal = tuple[str, str]
# What is asked of a row whenever it is written: recorded, corrected or ended (row, today).
Check = Callable[[Any, date], None]
# Another row that moves with one, and which of its fields do.
Moved = tuple[Model, tuple[str, ...]]
# Writes a corrected row and what moves with it: the row before, the row after, and what saves that. Says what moved.
Follow = Callable[[Any, Any, Callable[[], None]], Iterable[Moved]]
# What recording a row had moved, with the values it goes back to; not saved yet.
Restores = Callable[[Any], Iterable[Moved]]


def no_events(_: Any) -> Iterable[Event]:
    """A kind of fact that has no day of its own."""
    return ()


def nothing_asked(_row: Any, _today: date) -> None:
    """A kind of fact of which nothing is asked beyond its constraints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """
    How a row is put right. Every subject says this, or why nobody may.

    Parameters
        roles: of the owner's agency, that correct and withdraw.
        fields: the model's fields that can be corrected.
        check: what is asked of the corrected row, as of a new one; it may also tidy the values.
        derived: fields that `check` makes anew from the others (a number's canonical form).
        ends: the date field that says it is no longer so ("ends"), and `ends_words`: the label of that act.
        withdraws: whether it can be taken off the record; its parts go with it.
        follow: writes the corrected row and what moves with it, where that is more than the row: it is given the
            row before, the row after, and what saves it, and answers what else it wrote.
        restores: what goes back to what it said when the row is withdrawn (the home that ended because this one
            began); it may refuse.
        brings: other rows that came with it and may be withdrawn in the same act.
    """

    roles: Collection[str]
    fields: tuple[str, ...] = ()
    check: Check = nothing_asked
    derived: tuple[str, ...] = ()
    follow: Follow | None = None
    restores: Restores | None = None
    ends: str = ""
    ends_words: str = ""
    withdraws: bool = True
    brings: Callable[[Any], Iterable[Model]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    How a person is found by a fact of this kind.

    Parameters
        column: of the table, indexed, in the canonical form that is compared.
        read: the canonical form of what a searcher typed, or "" where it is nothing of this kind.
    """

    column: str
    read: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class AmendingOperations:
    """What the ledger calls each way of writing a row, apart from what services of its own declare."""

    record: Operation
    correct: Operation
    withdraw: Operation
    end: Operation


# Each is one of a kind: compared and hashed by identity.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """
    A kind of fact about a person.

    Parameters
        key: in addresses of pages and in history: "orders".
        fact: the kind in the matrix of need-to-know, which says who reads it.
        called: what one is called inside a sentence, with its article, where that is not the model's name.
        nominal: the column that names the person; "id" on the person's own row.
        agency: the column of an agency that reads and changes the row beside the owner.
        agency_adds: whether that agency adds rows of its own: what it says to the owner.
        part_of: the link to the row that this one is a part of; it is read, shown and withdrawn with that.
        depends_on: links to rows of other subjects: what is restricted there is redacted here.
        order: how rows are sorted for reading.
        begins, ends: fields with the first day on which it is so, and the day it ceased to be.
        events: what it puts on the timeline.
        restrictable: whether one row may be restricted by itself.
        words: what one row is called in a list; its `__str__` if left out.
        letter: the heading in the answer to a subject access request; `letter_no`: why it is not in it.
        demonstrated: where the demonstration makes one other than in each person's life, or why it makes none.
        makes_standing: whether registration, category or levels are worked out from it.
        shown: whether the person's page has a section for it.
        unread: columns that no page reads with the rest (the bytes of a photograph).
        refusals: what each constraint's refusal says, and at which field.
        amending: how it is put right, or in words why nobody may.
        records: recorded by the act that serves every plain subject (cairn.record.recording), on a page made from
            the model; a subject with a service of its own leaves it out.
        finding: how a person is found by it, if at all.
        notified_under: the schemes of law under which it must be notified, as the law names its regimes.
        read_back: it is what Part 2 asks to be notified: who says that nothing is different has confirmed it.
    """

    key: str
    model: type[Model]
    fact: str
    amending: Amending | str
    operations: AmendingOperations = field(init=False)
    called: str = ""
    title: str = ""
    nominal: str = "nominal_id"
    agency: str = ""
    agency_adds: bool = False
    part_of: str = ""
    depends_on: Mapping[str, type[Model]] = field(default_factory=dict)
    order: tuple[str, ...] = ("-recorded_at",)
    begins: str = ""
    ends: str = ""
    events: Callable[[Any], Iterable[Event]] = no_events
    restrictable: bool = True
    words: Callable[[Any], str] = str
    letter: str = ""
    letter_no: str = ""
    demonstrated: str = ""
    makes_standing: bool = False
    shown: bool = True
    unread: tuple[str, ...] = ()
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    records: bool = False
    finding: Finding | None = None
    notified_under: tuple[str, ...] = ()
    read_back: bool = False

    def __post_init__(self) -> None:
        """
        Declare what the ledger calls the ways of putting it right.

        Raises
            ValueError: another subject has this key.
        """
        can, one = self.can_be, self.one
        operations = AmendingOperations(
            _way(f"record {self.key}", Act.COLLECTION, f"Added {one}", there_is=self.records),
            _way(
                f"correct {self.key}", Act.ALTERATION, f"Corrected {one}", there_is=bool(can and can.fields)
            ),
            _way(
                f"withdraw {self.key}",
                Act.ALTERATION,
                f"Withdrew {one}",
                there_is=bool(can and can.withdraws),
            ),
            _way(
                f"end {self.key}",
                Act.ALTERATION,
                f"Recorded the end of {one}",
                there_is=bool(can and can.ends),
            ),
        )
        object.__setattr__(self, "operations", operations)

    @property
    def table(self) -> str:
        """The table that holds it."""
        return self.model._meta.db_table  # noqa: SLF001  Django's own API

    @property
    def history(self) -> str:
        """The table that keeps its past."""
        return f"{self.table}history"

    @property
    def one(self) -> str:
        """What one is called inside a sentence: "a court order"."""
        name = str(self.model._meta.verbose_name)  # noqa: SLF001  Django's own API
        return self.called or f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"

    @property
    def letter_heading(self) -> str:
        """What the subject of the record is told that it is."""
        name = self.letter or str(self.model._meta.verbose_name)  # noqa: SLF001  Django's own API
        return name[:1].upper() + name[1:]

    @property
    def heading(self) -> str:
        """Its name as a heading: "Court orders"."""
        text = self.title or str(self.model._meta.verbose_name_plural)  # noqa: SLF001  Django's own API
        return text[:1].upper() + text[1:]

    @property
    def can_be(self) -> Amending | None:
        """How it is put right, if anybody may."""
        return self.amending if isinstance(self.amending, Amending) else None

    def nominal_of(self, row: Model) -> UUID:
        """Whose fact a row is."""
        key: UUID = getattr(row, self.nominal)
        return key

    def begun_by(self, row: Model, day: date) -> bool:
        """Whether it was so by a day, as far as the row says from when."""
        start = _day(getattr(row, self.begins)) if self.begins else None
        return start is None or start <= day

    def over_by(self, row: Model, day: date) -> bool:
        """Whether it had ceased to be so by a day."""
        end = _day(getattr(row, self.ends)) if self.ends else None
        return end is not None and end <= day


def _way(code: str, act: Act, sentence: str, *, there_is: bool) -> Operation:
    """The operation, declared where the subject is written in this way; what is not declared, the ledger refuses."""
    needs_reason = act == Act.ALTERATION
    if there_is:
        return declare(code, act, sentence, needs_reason=needs_reason)
    return Operation(code, act, sentence, needs_reason=needs_reason)


def _day(value: date | datetime | None) -> date | None:
    return london(value).date() if isinstance(value, datetime) else value
