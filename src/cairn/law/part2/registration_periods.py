"""
Where a person stands on one day: their periods, and the unbroken runs that these make.

Section 80 brings a person in; s.81 carries over those on the register of the 1997 Act; an order may hold
them (orders.py); a quashed conviction, or one followed by an absolute discharge, counts for nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter

import msgspec

from cairn.law import terms
from cairn.law.facts import Conviction, Person
from cairn.law.part2.aggregate import aggregate, linked, own_term
from cairn.law.part2.foreign import counted_from
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.orders import Hold, holds
from cairn.law.part2.period import Period, ended_by_trial, period
from cairn.law.part2.rule_set import RuleSet
from cairn.law.part2.schedule3 import Listing, listing
from cairn.law.rules import COMMENCEMENT, rule

FIRST_REGISTER = date(1997, 9, 1)
_ONE_DAY = timedelta(days=1)
_START = attrgetter("start")


def _held(one: Hold) -> tuple[date, str]:
    return one.start, one.order.id or ""


class Run(msgspec.Struct, frozen=True, gc=False):
    """
    Unbroken registration.

    Parameters
        end: the last day; None where there is none.
        pending: the end is not known yet, because no sentence was passed.
        further_order: there is no end only because an order runs until further order.
    """

    start: date
    end: date | None
    pending: bool = False
    further_order: bool = False

    def covers(self, day: date) -> bool:
        """Whether the person is registrable on that day, on this run."""
        return self.start <= day and (self.end is None or day <= self.end)


class RegistrationPeriods(msgspec.Struct, frozen=True, gc=False):
    """
    Parameters
        periods: those that began by the day asked about, earliest first.
        holds: what orders hold, earliest first.
        runs: the unbroken runs that both make; `current` the one on that day.
    """

    periods: tuple[Period, ...] = ()
    holds: tuple[Hold, ...] = ()
    runs: tuple[Run, ...] = ()
    current: Run | None = None


@rule("SOA 2003 ss.80(1), 81, 134", since=COMMENCEMENT)
def registration_periods(
    person: Person, as_at: date, horizon: Horizon, rules: RuleSet
) -> RegistrationPeriods:
    """The person's periods, holds and runs on the facts of `as_at`, by the law in force then."""
    horizon.consider(COMMENCEMENT)
    if as_at < COMMENCEMENT:
        _watch(person, horizon)
        return RegistrationPeriods()
    listed: list[tuple[Conviction, Listing]] = []
    for conviction in person.convictions:
        _watch_conviction(conviction, horizon)
        if counts(conviction, person, as_at, rules):
            how = listing(rules.schedule, conviction, person.born, as_at)
            if how is not None and how.relevant_date <= as_at:
                listed.append((conviction, how))
    held = holds(person, rules.orders, as_at, horizon) if person.orders else []
    if not listed and not held:
        return RegistrationPeriods()
    periods = _periods(person, listed, as_at, horizon, rules) if listed else []
    if person.review:
        periods = _after_review(periods, person, as_at, horizon)
    held.sort(key=_held)
    runs = runs_of(periods, held, person.died, as_at)
    for run in runs:
        if run.end is not None:
            horizon.consider(run.end + _ONE_DAY)
    current = runs[-1] if runs and runs[-1].covers(as_at) else None
    return RegistrationPeriods(tuple(periods), tuple(held), tuple(runs), current)


@rule("SOA 2003 ss.81(3)-(6), 134; Sentencing Code s.82", since=COMMENCEMENT)
def counts(conviction: Conviction, person: Person, as_at: date, rules: RuleSet) -> bool:
    """
    Whether a conviction, caution or finding may register at all, whatever Schedule 3 says of it.

    Not one that is quashed; not one followed by an absolute discharge, or before 1 May 2004 by a
    conditional one; not a caution before 1 September 1997, nor a conviction before then unless it was
    still being dealt with or served on that day; not a foreign one before something made it count;
    not a caution where cautions do not register.
    """
    if conviction.date > as_at or (conviction.quashed_on is not None and conviction.quashed_on <= as_at):
        return False
    if conviction.kind == "caution" and not rules.cautions:
        return False
    if conviction.foreign:
        counted = counted_from(conviction, rules.routes)
        if counted is None or counted[0] > as_at:
            return False
    kinds = {d.kind for d in conviction.disposals if d.date is None or d.date <= as_at}
    if kinds and kinds <= {"absolute-discharge"}:
        return False
    if conviction.date < COMMENCEMENT and kinds and kinds <= {"conditional-discharge", "absolute-discharge"}:
        return False
    return conviction.date >= FIRST_REGISTER or _alive_in_1997(conviction, person)


def _alive_in_1997(conviction: Conviction, person: Person) -> bool:
    if conviction.kind == "caution":
        return False
    for disposal in conviction.disposals:
        if disposal.date is not None and disposal.date > FIRST_REGISTER:
            return True
        length = terms.length(disposal.term)
        if disposal.kind == "community-order":
            return terms.end_of(length, disposal.date or conviction.date) >= FIRST_REGISTER
    return any(
        away.kind != "abroad"
        and conviction.date <= away.start <= FIRST_REGISTER
        and (away.end is None or away.end > FIRST_REGISTER)
        for away in person.away
    )


def _periods(
    person: Person, listed: list[tuple[Conviction, Listing]], as_at: date, horizon: Horizon, rules: RuleSet
) -> list[Period]:
    sums: dict[str, terms.Length] = {}
    if linked(person.convictions):
        sums = aggregate(person.convictions, {c.id for c, _ in listed if c.id is not None}, as_at)
    periods = []
    for conviction, how in listed:
        term = own_term(conviction, as_at)
        total = sums.get(conviction.id or "", term) if term is not None else None
        whole = period(
            conviction, how, rules, term=total, born=person.born, as_at=as_at, aggregated=total != term
        )
        if conviction.finding_of == "disability":
            trial = _trial(person, conviction, horizon)
            whole = ended_by_trial(whole, trial) if trial is not None and trial <= as_at else whole
        periods.append(whole)
    periods.sort(key=_START)
    return periods


def _trial(person: Person, finding: Conviction, horizon: Horizon) -> date | None:
    days = [t.date for t in person.trials if t.date >= finding.date and t.finding in (None, finding.id)]
    for day in days:
        horizon.consider(day)
    return min(days, default=None)


@rule("SOA 2003 ss.91B-91C", since=date(2012, 7, 30))
def _after_review(periods: list[Period], person: Person, as_at: date, horizon: Horizon) -> list[Period]:
    """Indefinite periods end when the notice of a review that allows it is received, or the court orders it."""
    ended: date | None = None
    for step in person.review:
        if step.outcome == "allowed":
            # The court's order needs no receipt; the chief officer's notice does (s.91C(4)).
            received = step.notice_received if step.step == "determined" else None
            day = received or step.date
            horizon.consider(day)
            if day <= as_at and (ended is None or day < ended):
                ended = day
    if ended is None:
        return periods
    return [
        msgspec.structs.replace(each, end=ended, reviewed=ended)
        if each.end is None and each.subject_from <= ended
        else each
        for each in periods
    ]


def _spans(periods: list[Period], held: list[Hold]) -> list[Run]:
    """Each period and each hold as a run of its own, earliest first."""
    spans = [Run(each.subject_from, each.end, each.pending) for each in periods]
    spans += [Run(max(one.start, COMMENCEMENT), one.end, further_order=one.end is None) for one in held]
    spans.sort(key=_START)
    return spans


def runs_of(periods: list[Period], held: list[Hold], died: date | None, as_at: date) -> list[Run]:
    """Periods and holds joined where they meet or overlap, earliest first; death ends them."""
    runs: list[Run] = []
    for each in _spans(periods, held):
        start, end = each.start, each.end
        if died is not None and died <= as_at:
            end = died if end is None else min(end, died)
        if end is not None and end < start:
            continue
        last = runs[-1] if runs else None
        if last is None or (last.end is not None and start > last.end + _ONE_DAY):
            runs.append(Run(start, end, each.pending, each.further_order and end is None))
        else:
            runs[-1] = _joined(last, end, each)
    return runs


def _joined(last: Run, end: date | None, each: Run) -> Run:
    """`last` going on through `each`, which ends on `end`; without an end date by the law before by an order."""
    if last.end is None and end is None:
        return Run(last.start, None, last.pending, last.further_order and each.further_order)
    if last.end is None or end is None:
        further = last.further_order if last.end is None else each.further_order
        return Run(last.start, None, last.pending or each.pending, further)
    return Run(last.start, max(end, last.end), last.pending or each.pending)


def _watch(person: Person, horizon: Horizon) -> None:
    for conviction in person.convictions:
        _watch_conviction(conviction, horizon)


def _watch_conviction(conviction: Conviction, horizon: Horizon) -> None:
    horizon.consider(conviction.date)
    for day in (conviction.quashed_on, conviction.noticed_on):
        if day is not None:
            horizon.consider(day)
    for disposal in conviction.disposals:
        if disposal.date is not None:
            horizon.consider(disposal.date)
