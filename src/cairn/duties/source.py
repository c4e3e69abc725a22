"""
One source of duties: what a room owes to a person, or a person to it, as a function of facts and a day.

A room that owes something writes a `DutySource` beside what it is about, and the composition root lists it
(`cairn.project.duty_sources`). The clock asks every source in turn, keeps the answers, and knows none of them:
see docs/contributors/adding-a-duty.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar
from uuid import UUID

import msgspec

from cairn.law.answers import Assessment
from cairn.law.cases.fields import Fields
from cairn.law.facts import Person
from cairn.law.rulebook import Rulebook

Basis = Literal["statute", "guidance", "policy", "plan"]
State = Literal["open", "overdue", "suspended", "possible"]
Whose = Literal["officer", "team", "agency"]

STATUTE: Final[Basis] = "statute"
GUIDANCE: Final[Basis] = "guidance"
POLICY: Final[Basis] = "policy"
PLAN: Final[Basis] = "plan"
OPEN: Final[State] = "open"
OVERDUE: Final[State] = "overdue"
SUSPENDED: Final[State] = "suspended"
POSSIBLE: Final[State] = "possible"

F = TypeVar("F")


class DutyOwed(msgspec.Struct, frozen=True, kw_only=True):
    """
    One thing owed about a person.

    Parameters
        basis: what makes it a duty; `provision` names the rule.
        kind, of: what is owed, in the source's own vocabulary (`DutySource.kinds`).
        arose: the day from which it was owed.
        due: the last day on which it is done in time; None while the time is stopped.
        due_at: the moment, in London, where the rule gives one.
        latest: the last day on the generous reading of the words: until then lateness is arguable.
        state: where the rule itself says how it stands; otherwise that follows from `due`.
        what, why: one line each, for a worklist.
        owed_by: "police", "offender", or an agency's kind.
        agency_id: the agency that owes it, if not the owner of the record.
        source_id: the row it comes from, if one row does. Who may not see that row sees no words of the duty.
    """

    basis: str
    kind: str
    arose: date
    due: date | None
    what: str
    why: str
    provision: str
    of: str = ""
    due_at: datetime | None = None
    latest: date | None = None
    state: str | None = None
    owed_by: str = "police"
    agency_id: UUID | None = None
    source_id: UUID | None = None

    def state_on(self, day: date) -> str:
        """How it stands: as its rule says, or by the day it is due."""
        if self.state is not None:
            return self.state
        if self.due is None:
            return SUSPENDED
        return OPEN if day <= self.due else OVERDUE


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """
    What every duty of a person repeats, so that a worklist needs no look-up; each source tells what it knows.

    Parameters
        agency_id: the agency that owns the record; team_id, officer_id: who manages the person in it.
        managed_since: the first day of an agreement to manage the person, whether or not they must notify.
    """

    agency_id: UUID | None = None
    team_id: UUID | None = None
    officer_id: UUID | None = None
    risk: str | None = None
    category: int | None = None
    level: int | None = None
    managed_since: date | None = None


class Answer(msgspec.Struct, frozen=True):
    """
    What a source owes on a day.

    Parameters
        duties: what is outstanding, in the source's own order.
        changes: days on which this answer, or what the source told for the summary, may be another though no fact
            is. Days that have passed do no harm; the day after a duty is due is not needed, nor the days that the
            law's facts of the person name.
    """

    duties: Sequence[DutyOwed] = ()
    changes: Iterable[date | None] = ()


NOTHING_TOLD: Final = Summary()
NOTHING_OWED: Final = Answer()


def joined(parts: Iterable[Summary]) -> Summary:
    """One summary of what several sources told; each part is told by one of them."""
    told: dict[str, Any] = {}
    for part in parts:
        if part is not NOTHING_TOLD:
            told |= {
                name: value
                for name in Summary.__struct_fields__
                if (value := getattr(part, name)) is not None
            }
    return Summary(**told)


class Case(msgspec.Struct, frozen=True):
    """
    One person on one day, as every source sees them.

    Parameters
        person: what the law knows; assessment: what it says of that day, by `book`.
        summary: what the sources told; empty while they are asked for it.
    """

    person: Person
    assessment: Assessment
    book: Rulebook
    summary: Summary = NOTHING_TOLD

    @property
    def as_at(self) -> date:
        """The day asked about."""
        return self.assessment.as_at


class DutySource(ABC, Generic[F]):
    """
    A room's duties of one sort. `F` are the facts that they follow from.

    Parameters
        name: for contributors and messages.
        kinds: every kind of duty it makes, with what is said of one whose reasons the reader may not see: what
            has to be done, and nothing of the facts.
        statement: one SQL statement for many nominals: each one's id, and a JSON document that `read` takes, as
            text. `{these}` stands for the condition on nominal_id, `{kept}` for the one on id that leaves rows out
            as if they had not been recorded; `%(as_at)s` is the day. Empty: it needs nothing beyond the case.
        concerns: whose people there may be duties of, as statements that give nominals' ids; `%(whose)s` is the
            officer, team or agency, `%(as_at)s` the day. More people than there are duties of do no harm.
        figures: names of the figures of local policy that can be tried out (`changed`).
        events: the kinds of event that a clock case may tell it, each with its keys beside `kind` and `id`.
        policy_keys: the keys of a clock case's `policy` that it takes.
    """

    name: ClassVar[str]
    kinds: ClassVar[Mapping[str, str]] = {}
    statement: ClassVar[str] = ""
    concerns: ClassVar[Mapping[Whose, str]] = {}
    figures: ClassVar[tuple[str, ...]] = ()
    events: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    policy_keys: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def read(self, document: str | None) -> F:
        """The facts of one nominal; None where the statement gave none."""

    def summary(self, facts: F, case: Case) -> Summary:
        """What it tells of the person on the day."""
        return NOTHING_TOLD

    def answer(self, facts: F, case: Case) -> Answer:
        """What is outstanding on the day, and when that changes though no fact does. Pure."""
        return NOTHING_OWED

    def changed(self, figure: str, value: int | None, since: date) -> DutySource[F]:
        """
        The same source under another figure of local policy from a day on.

        Raises
            BadInput: the value is none that the figure can have.
        """
        raise LookupError(f"{self.name} has no figure {figure}")

    def from_events(self, events: Sequence[Fields], as_at: date) -> F:
        """
        The facts that a clock case tells, as the statement would give them on the day.

        Parameters
            events: those of its kinds, in the order of their days.

        Raises
            BadInput: a value that cannot be.
        """
        return self.read(None)

    def under(self, policy: Fields) -> DutySource[F]:
        """
        The same source under a case's own figures; what the case leaves out is as shipped.

        Raises
            BadInput: a value that cannot be.
        """
        return self
