"""
The facts the law is applied to: frozen, dated, in any order, with no opinion in them.

Every fact may carry the `id` of the row it came from. Dates are whole days in Europe/London, and
every period names its first and its last day. The ids `consecutive_to`, `overlap.with_id`,
`TrialConcluded.finding` and `Notification.about` point at other facts of the same person.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec

from cairn.law.kinds import (
    AwayKind,
    ConvictionKind,
    DisposalKind,
    FindingOf,
    ForeignRoute,
    NotificationOf,
    OrderKind,
    PrescribedChange,
    PrescribedKind,
    ReviewOutcome,
    ReviewStepKind,
)

Day: TypeAlias = date  # because several facts have a field called `date`

ENGLAND_AND_WALES = "england-and-wales"
SCOTLAND = "scotland"
NORTHERN_IRELAND = "northern-ireland"
UNKNOWN = "unknown"
JURISDICTIONS = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)


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
        term: the length, None where not known; for `extended` the custodial part alone; for a community
            payback order that of its offender supervision requirement, of no length where it has none.
        extension: the extension period of an extended sentence.
        kind: `unknown` where it is not known; `other`, where it is none of the rest, may be a community sentence.
            For the names that courts use see cairn.law.disposals.
        restriction: whether a hospital order came with a restriction order.
        part_2_applied: the court determined that the offender be treated as within Part 2 of the SOA
            2003 (Sch.3 paras 44A to 46 and 59A to 59C, Scotland). None where not known.
        held_unknown: it takes a person into custody or hospital, and whether this one was taken is not known.
        sexual_aspect: the court determined that the offence had a significant sexual aspect (Sch.3
            paras 41A and 60, Scotland). None where not known.
        consecutive_to: id of the conviction whose term this one follows.
        overlap: set instead when the terms are partly concurrent.
        date: the day it was passed, where later than the conviction.
    """

    kind: DisposalKind
    term: Term | None = None
    extension: Term | None = None
    restriction: bool = False
    part_2_applied: bool | None = None
    sexual_aspect: bool | None = None
    held_unknown: bool = False
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
        sexual_gratification: done for the purpose of obtaining it (Sch.3 paras 34A, 92VA, 92VB).
        all_willing: everybody involved was 16 or over and willing (Sch.3 paras 43, 56, Scotland).
        parental_household: of the same household, with or as if with parental responsibilities (Sch.3
            para.59ZK, Scotland). None where not known, as of the two before.
        given_in: the jurisdiction in which a caution was given (s.80(1)(d)), or UNKNOWN. None where nobody was
            asked: it is then taken as given where the person lives, unless cautions do not register there.
        stood_in_1997: whether, on 1 September 1997, it was as s.81(3) asks. None where nobody looked it up: it
            is then worked out from the sentences, where they tell.
        quashed_on: the day an appeal quashed it.
        order: id of the order that was breached, where the offence is a breach of it.
        foreign: by a court or authority outside the United Kingdom; `offence` is then the equivalent
            here. `route` says what makes it count, and `noticed_on` since when.
        terrorist_connection: the court found one (CTA 2008 s.42).
    """

    kind: ConvictionKind = "conviction"
    date: Day
    offence: str
    finding_of: FindingOf | None = None
    offence_date: Day | None = None
    victim_age: int | None = None
    shown_age: int | None = None
    intended_victim_age: int | None = None
    sexual_gratification: bool | None = None
    all_willing: bool | None = None
    parental_household: bool | None = None
    given_in: str | None = None
    stood_in_1997: bool | None = None
    disposals: tuple[Disposal, ...] = ()
    quashed_on: Day | None = None
    order: str | None = None
    foreign: bool = False
    route: ForeignRoute = "none"
    noticed_on: Day | None = None
    terrorist_connection: bool = False


class TrialConcluded(Fact, frozen=True, gc=False, kw_only=True):
    """The trial after a disability finding ended; every earlier finding where `finding` is None."""

    date: Day
    outcome: str = ""
    finding: str | None = None


class Notification(Fact, frozen=True, gc=False, kw_only=True):
    """
    Something the offender told the police, as s.87 requires.

    Parameters
        about: what changed (home-address, name, stay, release, child-household, child-household-left,
            bank-account, card, identity-document, or did-not-happen after an advance notification), or
            the id of the journey or the absence from home.
        expected: the day a change is expected, when notified in advance (s.84(2)).
        at: the local time it was given; needed only where the law counts hours (travel).
        return_date, return_point: as notified before leaving (2004 Regs reg.6).
        unchanged: matters of which he said that they had not changed: not a notification of a change in
            them (s.84(1)).
        confirmed: of those matters, the facts that the police had then and he confirmed: these he did notify.
        in_person: by attending, as s.87(1) asks; otherwise it meets no duty.
        regime: only this scheme; None means every scheme the person is under.
    """

    date: Day
    of: NotificationOf
    about: str | None = None
    expected: Day | None = None
    at: datetime | None = None
    return_date: Day | None = None
    return_point: str | None = None
    unchanged: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    in_person: bool = True
    regime: str | None = None


class Away(Fact, frozen=True, gc=False, kw_only=True):
    """
    A state that stops the clocks (s.83(6)): custody by a court's order, hospital, or abroad.

    Immigration detention stops only the terrorism scheme's; custody abroad is time abroad too.
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


class PrescribedMatter(Fact, frozen=True, gc=False, kw_only=True):
    """A bank account, a card or an identity document came, went or was altered (SI 2012/1876)."""

    kind: PrescribedKind
    of: PrescribedChange
    date: Day


class ChildHouseholdLeft(Fact, frozen=True, gc=False, kw_only=True):
    """He ceased on `date` to live or stay at the household `at`."""

    at: str
    date: Day


class HomeAbsence(Fact, frozen=True, gc=False, kw_only=True):
    """
    Away from his sole or main residence.

    Parameters
        leaves: local time of leaving (or meant).
        returns: local time of coming back; None where not known.
        expected: the day of return he notified, where he did.
        known: the day he meant to go; the last day for notice where not recorded.
    """

    leaves: datetime
    returns: datetime | None = None
    expected: Day | None = None
    known: Day | None = None


class Order(Fact, frozen=True, gc=False, kw_only=True):
    """
    A court's order that requires or prolongs notification.

    Parameters
        date: made. `served` and `in_force` are the same day where not given.
        until: the last day in force; None with `further_order` where it has no end date.
        ended_on: the day it was discharged or another order ended it.
        travel_ban: it forbids foreign travel.
    """

    of: OrderKind
    date: Day
    served: Day | None = None
    in_force: Day | None = None
    until: Day | None = None
    further_order: bool = False
    ended_on: Day | None = None
    travel_ban: bool = False


class ParentalDirection(Fact, frozen=True, gc=False, kw_only=True):
    """A court directed that a parent bears the duties of a young person (s.89); `until` its last day."""

    date: Day
    until: Day | None = None


class ReviewStep(Fact, frozen=True, gc=False, kw_only=True):
    """
    One step in the review of an indefinite requirement.

    Parameters
        outcome: of `determined` and `appeal-determined`.
        notice_received: the day the offender received the notice of a determination.
        further_years: the bar on applying again, where it was fixed at more than the Act's.
    """

    step: ReviewStepKind
    date: Day
    outcome: ReviewOutcome | None = None
    notice_received: Day | None = None
    further_years: int | None = None


class TravelChanged(Fact, frozen=True, gc=False, kw_only=True):
    """On `date` something notified of the journey `about` became inaccurate or incomplete (reg.7)."""

    about: str
    date: Day


class Travel(Fact, frozen=True, gc=False, kw_only=True):
    """
    A journey out of the United Kingdom.

    Parameters
        known: the day he knew the date of departure, first country and point of arrival.
        departs: the day he leaves (or means to).
        returns: the day he came back (or means to); used once that day has come.
        return_point: where he came back to the United Kingdom.
        cancelled_on: the day the journey was given up.
        departs_at: the local time of departure, where known.
        destinations: countries, as ISO 3166 codes ("IE").
        excuse: there was a reasonable excuse for not notifying in time what was known (reg.5(2)(b)).
    """

    departs: Day
    known: Day | None = None
    returns: Day | None = None
    return_point: str | None = None
    cancelled_on: Day | None = None
    departs_at: datetime | None = None
    destinations: tuple[str, ...] = ()
    excuse: bool = False


class Person(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    Everything the law needs to know about one person. Each tuple may be in any order.

    Parameters
        born: the day of birth; where it is not known, the first day on which it may have been, and
            `born_latest` the last.
    """

    born: Day
    born_latest: Day | None = None
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
    households_left: tuple[ChildHouseholdLeft, ...] = ()
    prescribed: tuple[PrescribedMatter, ...] = ()
    absences: tuple[HomeAbsence, ...] = ()
    travel: tuple[Travel, ...] = ()
    travel_changed: tuple[TravelChanged, ...] = ()
    orders: tuple[Order, ...] = ()
    directions: tuple[ParentalDirection, ...] = ()
    review: tuple[ReviewStep, ...] = ()
