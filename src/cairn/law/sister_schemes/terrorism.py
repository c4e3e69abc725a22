"""What a registered terrorist offender owes: CTA 2008 ss.47-49, 56."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from cairn.dates import add_months, in_words
from cairn.law.answers import Duty, Reason, RegimeStanding
from cairn.law.facts import Notification
from cairn.law.kinds import AwayKind
from cairn.law.part2.absence import FOREVER, Spans, away, span_at
from cairn.law.part2.changes import change_duties
from cairn.law.part2.entries import Entry
from cairn.law.part2.initial import initial_duties
from cairn.law.part2.prescribed import matters
from cairn.law.part2.registration_periods import RegistrationPeriods, Run
from cairn.law.part2.triggers import Source, Trigger, moves, releases, stays
from cairn.law.part2.view import View, told_by
from cairn.law.rules import rule
from cairn.law.sister_schemes.scheme import ONE_DAY, Running, cited, current, over, read
from cairn.law.sister_schemes.terrorism_period import (
    COMMENCEMENT,
    TerrorismPeriod,
    terrorism_periods,
)

SCHEME = read(Path(__file__).with_name("terrorism.toml"))
# Time abroad is not left out of anything, but custody there is.
INSIDE: frozenset[AwayKind] = frozenset({"custody", "hospital", "immigration-detention", "foreign-custody"})
_ABROAD: frozenset[AwayKind] = frozenset({"abroad"})
_GIVEN = frozenset({"initial", "change", "periodic", "return"})


@rule("CTA 2008 Part 4", since=COMMENCEMENT)
def terrorism(running: Running) -> tuple[RegimeStanding | None, tuple[Duty, ...]]:
    """Whether the person is subject to the notification requirements of Part 4, and what is owed under it."""
    person, as_at, horizon = running.person, running.as_at, running.horizon
    rules = over(SCHEME, running.rules)
    horizon.consider(COMMENCEMENT)
    inside = away(person, as_at, horizon, INSIDE)
    periods = terrorism_periods(person, as_at, rules, inside)
    if not periods:
        return None, ()
    runs = _runs(periods, person.died, as_at)
    now = current(runs, as_at, horizon)
    told = told_by(person, as_at, horizon, SCHEME.name)
    registered = RegistrationPeriods(runs=tuple(runs), current=now)
    entries = tuple(_entry(one) for one in periods if one.end is None or one.subject_from <= one.end)
    view = View(person, as_at, horizon, rules, registered, entries, inside, told, SCHEME.name)
    sources: tuple[Source, ...] = (_at_home(moves), _at_home(stays), releases, _at_home(matters))
    found = [*initial_duties(view), *change_duties(view, sources), *_periodic(view), *_returns(view)]
    duties = cited(SCHEME, (_worded(duty) for duty in found))
    if now is None:
        return None, duties
    reasons = tuple(step for period in periods for step in period.reasons)
    return RegimeStanding(regime=SCHEME.name, since=now.start, until=now.end, reasons=reasons), duties


def _entry(period: TerrorismPeriod) -> Entry:
    since = period.subject_from
    return Entry(
        start=since,
        end=period.end,
        arose=since,
        relevant=since,
        words="Notification order made"
        if period.conviction.foreign
        else "Dealt with for a terrorism offence",
        subject=period.conviction.id,
        provision="CTA 2008 s.47(1)",
    )


def _runs(periods: list[TerrorismPeriod], died: date | None, as_at: date) -> list[Run]:
    runs: list[Run] = []
    for each in periods:
        end = each.end
        if died is not None and died <= as_at:
            end = died if end is None else min(end, died)
        start = each.subject_from
        if end is not None and end < start:
            continue
        last = runs[-1] if runs else None
        if last is None or (last.end is not None and start > last.end + ONE_DAY):
            runs.append(Run(start, end))
        elif last.end is not None:
            runs[-1] = Run(last.start, None if end is None else max(end, last.end))
    return runs


@rule("CTA 2008 s.55(5)", since=COMMENCEMENT)
def _at_home(source: Source) -> Source:
    """The events of a source without those that happened while abroad, which s.48 does not reach."""

    def events(view: View) -> Iterator[Trigger]:
        abroad = away(view.person, view.as_at, view.horizon, _ABROAD)
        return (trigger for trigger in source(view) if span_at(trigger.day, abroad) is None)

    return events


@rule("CTA 2008 s.49", since=COMMENCEMENT)
def _periodic(view: View) -> Iterator[Duty]:
    """
    Within a year after the last notification; not owed where that year ends inside or abroad.

    The notification on release or return takes its place.
    """
    run = view.registered.current
    told = [n for n in view.told if n.of in _GIVEN and run is not None and n.date >= run.start]
    if not told:
        return
    base = told[-1]
    due = add_months(base.date, view.rules.figure("periodic-months", base.date))
    view.horizon.consider(due)
    for spans in (view.spans, away(view.person, view.as_at, view.horizon, _ABROAD)):
        if _ends_in(due, spans, view):
            return
    facts = (base.id,) if base.id is not None else ()
    text = "within one year after the notification on {base}: by the end of {due}"
    yield Duty(
        kind="periodic",
        state=view.state(base.date, due, due, None),
        arose=base.date,
        basis="SOA 2003 s.85",
        why=f"Every year: last notified on {in_words(base.date)}, to notify again within a year",
        due=due,
        latest=due,
        subject=base.id,
        reasons=(Reason("CTA 2008 s.49(1)", text, (("base", base.date), ("due", due)), facts),),
    )


def _ends_in(due: date, spans: Spans, view: View) -> bool:
    span = span_at(due, spans)
    return span is not None and (span[1] != FOREVER or view.as_at >= due)


@rule("CTA 2008 s.56", since=COMMENCEMENT)
def _returns(view: View) -> Iterator[Duty]:
    """
    Three days beginning with the return, if no first notification had been made, something notified had
    changed meanwhile, or the year ended while away.
    """
    for began, back in away(view.person, view.as_at, view.horizon, _ABROAD):
        run = next((run for run in view.registered.runs if run.start < back and run.covers(back)), None)
        if back > view.as_at or run is None:
            continue
        before = [n for n in view.told if n.of in _GIVEN and run.start <= n.date < back]
        why = _why_on_return(view, began, back, before)
        if why is None:
            continue
        due = back + timedelta(days=view.rules.figure("return-days", back) - 1)
        met = next((n for n in view.told if n.of in _GIVEN and n.date >= back), None)
        met_on = met.date if met is not None else None
        yield Duty(
            kind="return",
            state=view.state(back, due, due, met_on),
            arose=back,
            basis="CTA 2008 s.56",
            why=f"Came back to the United Kingdom on {in_words(back)}: 3 days to notify",
            due=due,
            latest=due,
            met_on=met_on,
            met_by=met.id if met is not None else None,
            reasons=(
                Reason(
                    "CTA 2008 s.56", "three days beginning with {back}, because " + why, (("back", back),)
                ),
            ),
        )


def _why_on_return(view: View, began: date, back: date, before: list[Notification]) -> str | None:
    if not before:
        return "no first notification had been made"
    due = add_months(before[-1].date, view.rules.figure("periodic-months", before[-1].date))
    if began <= due < back:
        return "the year ended while away"
    person = view.person
    changed = [one.date for one in person.names] + [one.date for one in person.addresses]
    changed += [one.date for one in person.no_fixed_abode]
    if any(began <= day < back for day in changed):
        return "what was notified had changed"
    return None


def _worded(duty: Duty) -> Duty:
    """Part 2's words name time abroad among what is left out, which it is not here."""
    reasons = tuple(
        Reason(r.provision, _LEFT_OUT, r.values, r.facts, r.verified)
        if r.provision == "SOA 2003 s.83(6)" and not r.values
        else r
        for r in duty.reasons
    )
    return msgspec.structs.replace(duty, reasons=reasons)


_LEFT_OUT = "time in custody, hospital or immigration detention is left out; time abroad is not"
