"""
Where a person stands on one day: their periods, and the unbroken runs that these make.

Section 80 brings a person in; s.81 carries over those on the register of the 1997 Act; an order may hold
them (orders.py); a quashed conviction, or one followed by an absolute discharge, counts for nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter

import msgspec

from cairn.law.facts import SCOTLAND, UNKNOWN, Conviction, Person
from cairn.law.needs import in_order
from cairn.law.part2.doubts import ABSOLUTE, DISCHARGES, Doubt, Question, made, several, weigh
from cairn.law.part2.foreign import counted_from
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.orders import Hold, holds
from cairn.law.part2.period import Period
from cairn.law.part2.rule_set import RuleSet
from cairn.law.part2.standing_1997 import FIRST_REGISTER, stood_in_1997
from cairn.law.part2.supposing import Open, Supposed, open_facts
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.schedule3 import Listing, listing

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
        doubts: convictions of which something that matters is not known. What they give whatever is found
            out is among `periods`.
        possible: the run on that day should everything in doubt count; None where there is none, or no doubt.
        supposed: the same with everything in doubt counted, where that gives such a run.
    """

    periods: tuple[Period, ...] = ()
    holds: tuple[Hold, ...] = ()
    runs: tuple[Run, ...] = ()
    current: Run | None = None
    doubts: tuple[Doubt, ...] = ()
    possible: Run | None = None
    supposed: RegistrationPeriods | None = None


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
    questions: list[Question] = []
    for conviction in person.convictions:
        _watch_conviction(conviction, horizon)
        counted = counts(conviction, person, as_at, rules)
        if counted is False:
            continue
        opens = open_facts(conviction, person, as_at, rules, counted=counted)
        if opens:
            questions.append(_question(conviction, opens, person, horizon, rules))
            continue
        how = listing(rules.schedule, conviction, person.born, as_at)
        if how is None or how.relevant_date > as_at:
            continue
        listed.append((conviction, how))
    held = holds(person, rules.orders, as_at, horizon) if person.orders else []
    if not listed and not held and not questions:
        return RegistrationPeriods()
    periods, doubts = _periods(person, listed, questions, as_at, horizon, rules)
    if person.review:
        periods, doubts = _after_review(periods, doubts, person, as_at, horizon)
    held.sort(key=_held)
    runs = _runs(periods, held, person, as_at, horizon)
    current = runs[-1] if runs and runs[-1].covers(as_at) else None
    possible = supposed = None
    if doubts:
        may_be = [*periods, *(each for doubt in doubts for each in doubt.possible)]
        may_run = _runs(may_be, held, person, as_at, horizon)
        possible = may_run[-1] if may_run and may_run[-1].covers(as_at) else None
        if possible is not None:
            in_turn = tuple(sorted(may_be, key=_START))
            supposed = RegistrationPeriods(in_turn, tuple(held), tuple(may_run), possible)
    about = (tuple(periods), tuple(held), tuple(runs), current, tuple(doubts))
    return RegistrationPeriods(*about, possible, supposed)


def _runs(
    periods: list[Period], held: list[Hold], person: Person, as_at: date, horizon: Horizon
) -> list[Run]:
    runs = runs_of(periods, held, person.died, as_at)
    for run in runs:
        if run.end is not None:
            horizon.consider(run.end + _ONE_DAY)
    return runs


def _question(
    conviction: Conviction, opens: tuple[Open, ...], person: Person, horizon: Horizon, rules: RuleSet
) -> Question:
    row = rules.schedule.lookup(conviction.offence)
    start = Supposed(conviction, person.born, row, counted=True)
    trial = _trial(person, conviction, horizon) if conviction.finding_of == "disability" else None
    return Question(start=start, opens=opens, trial=trial)


@rule("SOA 2003 ss.80(1), 81(3)-(6), 134; Sentencing Code s.82", since=COMMENCEMENT)
def counts(conviction: Conviction, person: Person, as_at: date, rules: RuleSet) -> bool | None:
    """
    Whether a conviction, caution or finding may register at all, whatever Schedule 3 says of it; None where
    that turns on a fact that is not known.

    Not one that is quashed; not a conviction followed by an absolute discharge, or before 1 May 2004 by a
    conditional one (a verdict of insanity is no conviction, and the deeming rule is not about it); not a
    caution before 1 September 1997, nor a conviction before then unless it was still being dealt with or
    served on that day; not a foreign one before something made it count; not a caution given where cautions
    do not register.
    """
    if conviction.date > as_at or (conviction.quashed_on is not None and conviction.quashed_on <= as_at):
        return False
    if conviction.foreign:
        counted = counted_from(conviction, rules.routes)
        if counted is None or counted[0] > as_at:
            return False
    if conviction.kind != "finding":
        kinds = {d.kind for d in conviction.disposals if d.date is None or d.date <= as_at}
        if kinds and kinds <= ABSOLUTE:
            return False
        if conviction.date < COMMENCEMENT and kinds and kinds <= DISCHARGES:
            return False
    if conviction.date < FIRST_REGISTER:
        return stood_in_1997(conviction, person)
    return conviction.kind != "caution" or _caution_counts(conviction, rules)


@rule("SOA 2003 s.80(1)(d)", since=COMMENCEMENT)
def _caution_counts(caution: Conviction, rules: RuleSet) -> bool | None:
    """
    The words ask where it was given, not where the person lives: England and Wales, or Northern Ireland.

    Scotland has no caution, so where none registers the place must be known.
    """
    if caution.given_in == UNKNOWN and not caution.foreign:
        return None
    if caution.given_in is not None:
        return caution.given_in != SCOTLAND
    return True if rules.cautions or caution.foreign else None


def _periods(
    person: Person,
    listed: list[tuple[Conviction, Listing]],
    questions: list[Question],
    as_at: date,
    horizon: Horizon,
    rules: RuleSet,
) -> tuple[list[Period], list[Doubt]]:
    passed = [each for each in person.convictions if each.date <= as_at]
    sums = several(passed, [c for c, _ in listed], questions, as_at, rules)
    about_sums = in_order(each.need for question in questions for each in question.opens)
    periods: list[Period] = []
    doubts: list[Doubt] = []
    for conviction, how in listed:
        trial = _trial(person, conviction, horizon) if conviction.finding_of == "disability" else None
        whole = made(conviction, how, rules, born=person.born, as_at=as_at, sums=sums[0], trial=trial)
        if whole.close or len(sums) > 1:
            start = Supposed(conviction, person.born, how.paragraph, counted=True)
            questions = [*questions, Question(start=start, opens=(), trial=trial)]
        else:
            periods.append(whole)
    for question in questions:
        asked = msgspec.structs.replace(question, sums=sums, of_sums=about_sums)
        doubt = weigh(asked, as_at, rules)
        for may_be in doubt.possible:
            # What an answer turns on is less once something that it might have come to is over.
            if may_be.end is not None:
                horizon.consider(may_be.end + _ONE_DAY)
        if doubt.certain is not None:
            periods.append(doubt.certain)
        if doubt.needs or doubt.remote:
            doubts.append(doubt)
    periods.sort(key=_START)
    return periods, doubts


def _trial(person: Person, finding: Conviction, horizon: Horizon) -> date | None:
    days = [t.date for t in person.trials if t.date >= finding.date and t.finding in (None, finding.id)]
    for day in days:
        horizon.consider(day)
    return min(days, default=None)


@rule("SOA 2003 ss.91B-91C", since=date(2012, 7, 30))
def _after_review(
    periods: list[Period], doubts: list[Doubt], person: Person, as_at: date, horizon: Horizon
) -> tuple[list[Period], list[Doubt]]:
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
        return periods, doubts
    return (
        [_reviewed(each, ended) for each in periods],
        [
            msgspec.structs.replace(doubt, possible=tuple(_reviewed(each, ended) for each in doubt.possible))
            for doubt in doubts
        ],
    )


def _reviewed(each: Period, ended: date) -> Period:
    if each.end is None and each.subject_from <= ended:
        return msgspec.structs.replace(each, end=ended, reviewed=ended)
    return each


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
