"""
The facts the law is applied to: frozen, dated, in any order, with no opinion in them.

Every fact may carry the `id` of the row it came from. Dates are whole days in Europe/London, and
every period names its first and its last day. The ids `consecutive_to`, `overlap.with_id`,
`TrialConcluded.finding` and `Notification.about` point at other facts of the same person.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec

Day: TypeAlias = date  # because several facts have a field called `date`

ENGLAND_AND_WALES = "england-and-wales"

ConvictionKind = Literal["conviction", "caution", "finding"]
FindingOf = Literal["disability", "ngri"]
DisposalKind = Literal[
    "imprisonment",
    "suspended-imprisonment",
    "detention",
    "dto",
    "extended",
    "ipp",
    "hospital-order",
    "community-order",
    "fine",
    "conditional-discharge",
    "absolute-discharge",
    "other",
]
NotificationOf = Literal["initial", "change", "periodic", "travel", "return"]
AwayKind = Literal["custody", "hospital", "abroad"]


class Fact(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Base: `id` is the register's own key for the row, opaque to the law."""

    id: str | None = None


class Term(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A length as the court stated it, never converted to days. `life` overrides the rest."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    life: bool = False


class Overlap(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How much of a term runs together with the term on conviction `with_id` (s.82(4)(b))."""

    with_id: str
    term: Term


class Disposal(Fact, frozen=True, gc=False, kw_only=True):
    """
    One thing a court ordered on a conviction or finding.

    Parameters
        term: the length; for `extended` the custodial part alone.
        extension: the extension period of an extended sentence.
        restriction: whether a hospital order came with a restriction order.
        consecutive_to: id of the conviction whose term this one follows.
        overlap: set instead when the terms are partly concurrent.
        date: the day it was passed, where later than the conviction.
    """

    kind: DisposalKind
    term: Term | None = None
    extension: Term | None = None
    restriction: bool = False
    consecutive_to: str | None = None
    overlap: Overlap | None = None
    date: Day | None = None


class Conviction(Fact, frozen=True, gc=False, kw_only=True):
    """
    A conviction, a caution, or a finding (disability, or not guilty by reason of insanity).

    Parameters
        date: of the verdict or plea, the caution or the finding; never of sentence.
        offence: as "SOA 2003 s.9", or "SOA 2003 s.9 (attempt)".
        offence_date: when done (or the photograph taken); the day of conviction where not known.
        victim_age: in years at the offence; likewise `shown_age` (the youngest child in a
            photograph) and `intended_victim_age`. None where not known.
        quashed_on: the day an appeal quashed it.
    """

    kind: ConvictionKind = "conviction"
    date: Day
    offence: str
    finding_of: FindingOf | None = None
    offence_date: Day | None = None
    victim_age: int | None = None
    shown_age: int | None = None
    intended_victim_age: int | None = None
    disposals: tuple[Disposal, ...] = ()
    quashed_on: Day | None = None


class TrialConcluded(Fact, frozen=True, gc=False, kw_only=True):
    """The trial after a disability finding ended; every earlier finding where `finding` is None."""

    date: Day
    outcome: str = ""
    finding: str | None = None


class Notification(Fact, frozen=True, gc=False, kw_only=True):
    """
    Something the offender told the police, as s.87 requires.

    Parameters
        about: what changed (home-address, name, stay, release, child-household, or
            did-not-happen after an advance notification), or the id of the travel.
        expected: the day a change is expected, when notified in advance (s.84(2)).
        at: the local time it was given; needed only where the law counts hours (travel).
        return_date, return_point: as notified before leaving (2004 Regs reg.6).
        regime: only this scheme; None means every scheme the person is under.
    """

    date: Day
    of: NotificationOf
    about: str | None = None
    expected: Day | None = None
    at: datetime | None = None
    return_date: Day | None = None
    return_point: str | None = None
    regime: str | None = None


class Away(Fact, frozen=True, gc=False, kw_only=True):
    """
    A state that stops the clocks (s.83(6)): custody by a court's order, hospital, or abroad.

    `start` is the day of reception or departure, `end` the day of release or return (the first day
    at liberty), None while it lasts or the end is not known. Police detention is not custody here.
    """

    kind: AwayKind
    start: Day
    end: Day | None = None


class HomeAddress(Fact, frozen=True, gc=False, kw_only=True):
    """From `date` he has this sole or main residence."""

    date: Day


class NoFixedAbode(Fact, frozen=True, gc=False, kw_only=True):
    """From `date` he has no sole or main residence: a place where he can regularly be found."""

    date: Day


class NameUsed(Fact, frozen=True, gc=False, kw_only=True):
    """He first used, on `date`, a name not notified before."""

    date: Day


class Stay(Fact, frozen=True, gc=False, kw_only=True):
    """He stayed at premises `at`, not his home, from `start` to `end`, both days counted."""

    at: str
    start: Day
    end: Day | None = None


class ChildHousehold(Fact, frozen=True, gc=False, kw_only=True):
    """One continuous stay in a household where a child lives or stays. Local times, without zone."""

    start: datetime
    end: datetime | None = None
    at: str | None = None


class Travel(Fact, frozen=True, gc=False, kw_only=True):
    """
    A journey out of the United Kingdom.

    Parameters
        known: the day he knew the date of departure, first country and point of arrival.
        departs: the day he leaves (or means to).
        returns: the day he came back (or means to); used once that day has come.
        return_point: where he came back to the United Kingdom.
        cancelled_on: the day the journey was given up.
    """

    departs: Day
    known: Day | None = None
    returns: Day | None = None
    return_point: str | None = None
    cancelled_on: Day | None = None


class Person(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Everything the law needs to know about one person. Each tuple may be in any order."""

    born: Day
    jurisdiction: str = ENGLAND_AND_WALES
    died: Day | None = None
    convictions: tuple[Conviction, ...] = ()
    trials: tuple[TrialConcluded, ...] = ()
    notifications: tuple[Notification, ...] = ()
    away: tuple[Away, ...] = ()
    addresses: tuple[HomeAddress, ...] = ()
    no_fixed_abode: tuple[NoFixedAbode, ...] = ()
    names: tuple[NameUsed, ...] = ()
    stays: tuple[Stay, ...] = ()
    households: tuple[ChildHousehold, ...] = ()
    travel: tuple[Travel, ...] = ()
