"""
Where a person stands on one day: their periods, and the unbroken runs that these make.

Section 80 brings a person in; s.81 carries over those on the register of the 1997 Act; a quashed
conviction, or one followed by an absolute discharge, counts for nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter

import msgspec

from cairn.law import terms
from cairn.law.england_wales.aggregate import aggregate, linked, own_term
from cairn.law.england_wales.horizon import Horizon
from cairn.law.england_wales.period import Period, ended_by_trial, period
from cairn.law.england_wales.schedule3 import COMMENCEMENT, Listing, listing
from cairn.law.facts import Conviction, Person
from cairn.law.rules import rule

FIRST_REGISTER = date(1997, 9, 1)
_ONE_DAY = timedelta(days=1)
_START = attrgetter("start")


class Run(msgspec.Struct, frozen=True, gc=False):
    """Unbroken registration: first and last day (None: indefinite), and whether the end is known yet."""

    start: date
    end: date | None
    pending: bool

    def covers(self, day: date) -> bool:
        """Whether the person is registrable on that day, on this run."""
        return self.start <= day and (self.end is None or day <= self.end)


class Standing(msgspec.Struct, frozen=True, gc=False):
    """Periods that began by the day asked about, earliest first; their runs; the run then current."""

    periods: tuple[Period, ...]
    runs: tuple[Run, ...]
    current: Run | None


@rule("SOA 2003 ss.80(1), 81, 134", since=COMMENCEMENT)
def standing(person: Person, as_at: date, horizon: Horizon) -> Standing:
    """The person's periods and runs on the facts of `as_at`, by the law in force then."""
    horizon.consider(COMMENCEMENT)
    if as_at < COMMENCEMENT:
        _watch(person, horizon)
        return Standing((), (), None)
    listed: list[tuple[Conviction, Listing]] = []
    for conviction in person.convictions:
        _watch_conviction(conviction, horizon)
        if counts(conviction, person, as_at):
            how = listing(conviction, person.born, as_at)
            if how is not None and how.relevant_date <= as_at:
                listed.append((conviction, how))
    if not listed:
        return Standing((), (), None)
    periods = _periods(person, listed, as_at, horizon)
    runs = _runs(periods, person.died, as_at)
    for run in runs:
        if run.end is not None:
            horizon.consider(run.end + _ONE_DAY)
    current = runs[-1] if runs and runs[-1].covers(as_at) else None
    return Standing(tuple(periods), tuple(runs), current)


@rule("SOA 2003 ss.81(3)-(6), 134; Sentencing Code s.82", since=COMMENCEMENT)
def counts(conviction: Conviction, person: Person, as_at: date) -> bool:
    """
    Whether a conviction, caution or finding may register at all, whatever Schedule 3 says of it.

    Not one that is quashed; not one followed by an absolute discharge, or before 1 May 2004 by a
    conditional one; not a caution before 1 September 1997, nor a conviction before then unless it was
    still being dealt with or served on that day.
    """
    if conviction.date > as_at or (conviction.quashed_on is not None and conviction.quashed_on <= as_at):
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
    person: Person, listed: list[tuple[Conviction, Listing]], as_at: date, horizon: Horizon
) -> list[Period]:
    sums: dict[str, terms.Length] = {}
    if linked(person.convictions):
        sums = aggregate(person.convictions, {c.id for c, _ in listed if c.id is not None}, as_at)
    periods = []
    for conviction, how in listed:
        term = own_term(conviction, as_at)
        total = sums.get(conviction.id or "", term) if term is not None else None
        whole = period(conviction, how, term=total, born=person.born, as_at=as_at, aggregated=total != term)
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


def _runs(periods: list[Period], died: date | None, as_at: date) -> list[Run]:
    runs: list[Run] = []
    for each in periods:
        start, end = max(each.start, COMMENCEMENT), each.end
        if died is not None and died <= as_at:
            end = died if end is None else min(end, died)
        if end is not None and end < start:
            continue
        last = runs[-1] if runs else None
        if last is None or (last.end is not None and start > last.end + _ONE_DAY):
            runs.append(Run(start, end, each.pending))
        elif last.end is not None:
            runs[-1] = Run(
                last.start, None if end is None else max(end, last.end), last.pending or each.pending
            )
    return runs


def _watch(person: Person, horizon: Horizon) -> None:
    for conviction in person.convictions:
        _watch_conviction(conviction, horizon)


def _watch_conviction(conviction: Conviction, horizon: Horizon) -> None:
    horizon.consider(conviction.date)
    if conviction.quashed_on is not None:
        horizon.consider(conviction.quashed_on)
    for disposal in conviction.disposals:
        if disposal.date is not None:
            horizon.consider(disposal.date)
