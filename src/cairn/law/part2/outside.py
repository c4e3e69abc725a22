"""An order's time outside the runs of registration: what it asks only then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from cairn.law.answers import Duty
from cairn.law.part2.order_rules import in_effect, served
from cairn.law.part2.orders import Hold, ends_on
from cairn.law.part2.registration_periods import RegistrationPeriods, Run, runs_of
from cairn.law.part2.travel import travel_duties
from cairn.law.part2.view import View
from cairn.law.rules import COMMENCEMENT, rule

ONE_DAY = timedelta(days=1)


@rule("SOA 2003 s.122F; Stalking Protection Act 2019 s.9", since=COMMENCEMENT)
def outside_runs(hold: Hold, runs: tuple[Run, ...]) -> Iterator[Hold]:
    """
    The order's time without the runs of registration under Part 2, during which it asks nothing.

    After a run the three days begin with its last day.
    """
    start, runs_from, words = hold.start, hold.runs_from, hold.words
    for run in runs:
        if run.end is not None and run.end < start:
            continue
        if hold.end is not None and run.start > hold.end:
            break
        if start < run.start:
            yield _part(hold, start, runs_from, run.start - ONE_DAY, words)
        if run.end is None:
            return
        start, runs_from = run.end + ONE_DAY, run.end
        words = f"Registration ended under a {hold.rule.title.lower()}"
    if hold.end is None or start <= hold.end:
        yield _part(hold, start, runs_from, hold.end, words)


@rule("SOA 2003 s.117(4)", since=COMMENCEMENT)
def travel_order_duties(view: View) -> list[Duty]:
    """The travel regulations alone, for a person under a foreign travel order who is not registrable."""
    held: list[Hold] = []
    for order in view.person.orders:
        what = view.rules.orders.get(order.of)
        if what is None or what.effect != "travel-only":
            continue
        start = in_effect(order)
        last = ends_on(order, view.person.orders, view.rules.orders, view.as_at, view.horizon)
        view.horizon.consider(start)
        if start <= view.as_at and (last is None or start <= last):
            words = f"{what.title} served"
            whole = Hold(order=order, rule=what, start=start, runs_from=served(order), end=last, words=words)
            held += outside_runs(whole, view.registered.runs)
    if not held:
        return []
    held.sort(key=lambda hold: (hold.start, hold.order.id or ""))
    runs = runs_of([], held, view.person.died, view.as_at)
    now = next((run for run in runs if run.covers(view.as_at)), None)
    alone = msgspec.structs.replace(view, registered=RegistrationPeriods(runs=tuple(runs), current=now))
    return travel_duties(alone)


def _part(hold: Hold, start: date, runs_from: date, end: date | None, words: str) -> Hold:
    return msgspec.structs.replace(hold, start=start, runs_from=runs_from, end=end, words=words)
