"""
What the law answers: registration, duties, and the reasons for each.

Reasons are kept as small codes with their values and written out in words only when asked for
(`Reason.text`), because the whole register is assessed at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

import msgspec

from cairn.law.needs import Need
from cairn.law.wording import Value, say

SOA_PART_2 = "SOA 2003 Part 2"

DutyKind = Literal[
    "initial",
    "change",
    "periodic",
    "travel",
    "travel-change",
    "return",
    "absence",
    "absence-return",
    "review-acknowledgement",
    "review-answer",
    "review-decision",
    "review-appeal",
]
DutyState = Literal["open", "overdue", "met", "met-late", "suspended", "ended", "possible"]
CURRENT: tuple[DutyState, ...] = ("open", "overdue", "suspended")
# Owed only if the person is registrable, which is undecided: nobody is in breach of it, and it is not gone.
POSSIBLE: DutyState = "possible"

Read = tuple[str, date]


class Reason(msgspec.Struct, frozen=True, gc=False):
    """
    One step of the trail: a provision applied to facts.

    Parameters
        provision: as "SOA 2003 s.82(1)".
        template: the sentence, with {name} where a value goes.
        values: pairs of name and value.
        facts: ids of the facts used.
        verified: False where the text of the law was not read by whoever wrote the rule.
        reads: the figures used, each by its key and the day it was read for.
        because: the steps that this one rests on.
    """

    provision: str
    template: str
    values: tuple[tuple[str, Value], ...] = ()
    facts: tuple[str, ...] = ()
    verified: bool = True
    reads: tuple[Read, ...] = ()
    because: tuple[Reason, ...] = ()

    @property
    def text(self) -> str:
        """The sentence in English, dates written as 1 March 2015."""
        return say(self.template, self.values)


def steps(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """A trail read aloud: each step after the steps it rests on."""
    for reason in reasons:
        yield from steps(reason.because)
        yield reason


Answer = Literal["registrable", "undecided", "not-registrable"]


class Registration(msgspec.Struct, frozen=True, gc=False):
    """
    Whether the person is subject to notification requirements, and for how long.

    There are three answers, which `answer` gives: `registrable` false alone is a no only where
    `undecided` is false too.

    Parameters
        since: the first day; None where not registrable.
        until: the last day; None where indefinite, not yet known, or not registrable.
        further_order: there is no last day only because an order runs until further order.
        end_known: False between conviction and sentence, while the row of s.82(1) is unknown.
        undecided: it turns on facts that are not known: see `needs`.
        needs: those facts. Where the answer is registrable, what might make it end otherwise.
        may_run_to: the last day, should what is in doubt count; None where the same, or indefinite.
        may_be_indefinite: there would be no last day, should what is in doubt count.
    """

    registrable: bool
    since: date | None = None
    until: date | None = None
    indefinite: bool = False
    further_order: bool = False
    end_known: bool = True
    reasons: tuple[Reason, ...] = ()
    undecided: bool = False
    needs: tuple[Need, ...] = ()
    may_run_to: date | None = None
    may_be_indefinite: bool = False

    @property
    def answer(self) -> Answer:
        """Which of the three answers it is."""
        if self.undecided:
            return "undecided"
        return "registrable" if self.registrable else "not-registrable"


class Duty(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    One thing owed, or done.

    Parameters
        subject: id of the fact it arose from.
        of: what it is about: home-address, name, stay, release, child-household, did-not-happen,
            or the id of the travel. None for initial and periodic.
        arose: the day of the event that brought it about.
        due: the last day on which it can be done in time, on the cautious reading; None while
            suspended, because the day is not known yet.
        due_at: the last moment, local time, where the law counts hours.
        latest: the last day on the generous reading; the same as `due` where there is one reading.
        met_by: id of the notification that met it.
        needs: facts that are not known and on which it turns whether the time runs at all (`latest` is then the
            last day should it run), or whether it is owed at all (`state` is then possible, `due` the last day
            should it be).
        why: one line for the worklist.
    """

    kind: DutyKind
    state: DutyState
    arose: date
    basis: str
    why: str
    of: str | None = None
    due: date | None = None
    due_at: datetime | None = None
    latest: date | None = None
    met_on: date | None = None
    met_by: str | None = None
    owed_by: str = "offender"
    regime: str = SOA_PART_2
    subject: str | None = None
    reasons: tuple[Reason, ...] = ()
    needs: tuple[Need, ...] = ()

    def arguable(self, as_at: date) -> bool:
        """Whether, on `as_at`, it is late on one reading of the words and not on the other."""
        return (
            self.state == "overdue"
            and self.due is not None
            and self.latest is not None
            and self.due < as_at <= self.latest
        )


class RegimeStanding(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    A sister scheme that a person is under (terrorism, or an order with a scheme of its own).

    Parameters
        until: the last day; None where an order runs until further order, or the clock is stopped.
        needs: facts that are not known and on which it turns whether the scheme runs as it says, or longer.
    """

    regime: str
    since: date
    until: date | None
    reasons: tuple[Reason, ...] = ()
    needs: tuple[Need, ...] = ()


class RegimeDoubt(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A sister scheme of which it is undecided whether a person is under it: it turns on `needs`."""

    regime: str
    needs: tuple[Need, ...]
    reasons: tuple[Reason, ...] = ()


class Review(msgspec.Struct, frozen=True, gc=False):
    """
    Whether and when an indefinite requirement may be reviewed.

    Parameters
        may_apply_from: the first day on which to apply; None where it is not known yet, or nobody applies.
        decided_by: the day by which the police decide without an application (Scotland).
    """

    may_apply_from: date | None
    reasons: tuple[Reason, ...] = ()
    decided_by: date | None = None


class Assessment(msgspec.Struct, frozen=True, gc=False):
    """
    The whole answer for one person on one day.

    Parameters
        regimes: sister schemes running on that day, and `regime_doubts` those of which that is undecided.
        review: None where no review of an indefinite requirement is open to the person.
        changes_on: the first later day on which the answer changes, or may, with no new fact; None
            where nothing on record will ever change it.
    """

    as_at: date
    registration: Registration
    duties: tuple[Duty, ...]
    changes_on: date | None = None
    regimes: tuple[RegimeStanding, ...] = ()
    review: Review | None = None
    regime_doubts: tuple[RegimeDoubt, ...] = ()
