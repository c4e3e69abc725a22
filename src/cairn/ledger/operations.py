"""
The ledger's closed vocabulary: every operation on people's data that Cairn performs, declared once.

An operation is declared beside the service or the page that performs it, and nothing else can be entered:

    ORDER_RECORDED = declare("order", Act.COLLECTION, "Recorded a court order")
    enter(actor, ORDER_RECORDED, nominal_id=nominal_id, detail={"order": str(order.pk)})

The code is what the entry keeps, and is never changed: entries already made bear it, and their digests hold it.
The sentence is what readers of the ledger see, and may be reworded at any time.

Needs no models, so that what writes entries in SQL can declare its operations too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.db import models


class Act(models.TextChoices):
    """The processing operations that must be logged (Data Protection Act 2018 s.62(1))."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"


class Task(StrEnum):
    """
    What somebody opens a person's record for.

    Pages of one task are one consultation, however many are opened; each of these opens something that is
    worth a trace of its own.
    """

    RECORD = "record"
    NOTIFICATION = "notification"
    REASONS = "reasons"
    PHOTOGRAPH = "photograph"
    PAST = "past"
    ACCESS_HISTORY = "access history"
    SUBJECT_ACCESS = "subject access"


@dataclass(frozen=True, slots=True)
class Operation:
    """
    One kind of thing that somebody does.

    Parameters
        code: what the entry keeps ("order"). With the act it names one operation.
        sentence: what an auditor reads, without its subject ("Recorded a court order").
        needs_reason: an entry of it says why (besides what the policy in reasons.toml demands).
        task: of a page about one person, what it is opened for; None: every opening is entered.
        is_retired: only entries made by earlier versions bear it.
    """

    code: str
    act: Act
    sentence: str
    needs_reason: bool = False
    task: Task | None = None
    is_retired: bool = False

    @property
    def needs_recipient(self) -> bool:
        """Whether an entry of it says to whom (DPA 2018 s.62(3)(c))."""
        return self.act == Act.DISCLOSURE

    @property
    def key(self) -> str:
        """The operation's name where one word must do, such as in an address: "collection:order"."""
        return f"{self.act}:{self.code}"


class Named(Protocol):
    """Whatever names an operation: an entry."""

    @property
    def act(self) -> str: ...
    @property
    def what(self) -> str: ...


_declared: dict[tuple[str, str], Operation] = {}
# Codes that earlier versions made up as they went ("form: record a visit"): by how they begin.
_families: dict[str, Operation] = {}


def declare(
    code: str, act: Act, sentence: str, *, needs_reason: bool = False, task: Task | None = None
) -> Operation:
    """
    An operation that may be entered from now on. The same code under two acts is two operations.

    Raises
        ValueError: it is declared already, has no code or sentence, or its code is longer than an entry keeps.
    """
    return _add(Operation(code, act, sentence, needs_reason=needs_reason, task=task))


def declare_page(code: str, sentence: str, *, task: Task | None = None) -> Operation:
    """That a page was opened: a consultation."""
    return declare(code, Act.CONSULTATION, sentence, task=task)


def declare_form(code: str, title: str, *, task: Task = Task.RECORD) -> Operation:
    """That a form about a person was opened: a consultation."""
    return declare_page(f"form: {code}", f"Opened the form: {title}", task=task)


def retired(code: str, act: Act, sentence: str) -> Operation:
    """
    An operation that is performed no more: its entries stay readable, and no new one can be made.

    Raises
        ValueError: see `declare`.
    """
    return _add(Operation(code, act, sentence, is_retired=True))


def retired_family(beginning: str, act: Act, sentence: str) -> Operation:
    """
    Codes that begin alike, of which earlier versions made some as they went: all of them as one to choose.

    Parameters
        sentence: of a code that is declared no more, what comes before the rest of it.
    """
    family = Operation(beginning, act, f"{sentence} (any)", is_retired=True)
    _families[beginning] = family
    return family


def is_family(operation: Operation) -> bool:
    """Whether it stands for all codes that begin with its own."""
    return _families.get(operation.code) is operation


def is_declared(operation: Operation) -> bool:
    """Whether it was declared, and not merely put together."""
    return _declared.get((operation.act.value, operation.code)) is operation


def all_operations() -> tuple[Operation, ...]:
    """Every operation of the modules that are loaded, by its sentence: all, where the pages are (cairn.web.audit)."""
    return tuple(sorted((*_declared.values(), *_families.values()), key=lambda each: each.sentence))


def codes_of(task: Task) -> tuple[str, ...]:
    """The codes of all pages that are opened for one task."""
    return tuple(sorted(each.code for each in _declared.values() if each.task is task))


def operation_of(entry: Named) -> Operation:
    """
    What was done, of an entry.

    An entry whose operation this version does not know (a later one made it) has its code for a sentence.
    """
    if known := _declared.get((entry.act, entry.what)):
        return known
    for beginning, family in _families.items():
        if entry.act == family.act and entry.what.startswith(beginning):
            ending = entry.what.removeprefix(beginning)
            sentence = family.sentence.removesuffix(" (any)")
            return Operation(entry.what, family.act, f"{sentence}: {ending}", is_retired=True)
    return Operation(entry.what, Act(entry.act), entry.what, is_retired=True)


def _add(operation: Operation, longest: int = 80) -> Operation:
    key = (operation.act.value, operation.code)
    if key in _declared:
        raise ValueError(f"the operation {operation.key!r} is declared twice")
    if not operation.code or not operation.sentence:
        raise ValueError(f"the operation {operation.key!r} needs a code and a sentence")
    if len(operation.code) > longest:
        raise ValueError(f"the code {operation.code!r} is longer than {longest} characters")
    _declared[key] = operation
    return operation


# Earlier versions named forms by their titles as they stood.
FORMS = retired_family("form: ", Act.CONSULTATION, "Opened the form")
