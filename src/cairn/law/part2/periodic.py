"""The yearly, or weekly, notification: SOA 2003 s.85."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import msgspec

from cairn.dates import add_months, in_words
from cairn.law.answers import Duty, Reason
from cairn.law.facts import Notification
from cairn.law.part2.absence import FOREVER, span_at
from cairn.law.part2.view import View
from cairn.law.rules import COMMENCEMENT, rule

BASIS = "SOA 2003 s.85"
# Matters prescribed in 2012: on one reading their notification does not move the yearly date.
SINCE_2012 = frozenset(
    {"child-household", "child-household-left", "bank-account", "card", "identity-document"}
)
_COUNTS = frozenset({"initial", "change", "periodic"})


class Cycle(msgspec.Struct, frozen=True, gc=False):
    """A notification, the last day for the next one, and how that day was found."""

    base: Notification
    due: date | None
    weekly: bool
    resumed: date | None


@rule("SOA 2003 s.85(1)-(2); SI 2012/1876 reg.9", since=COMMENCEMENT)
def periodic_duties(view: View) -> list[Duty]:
    """
    Within a year after each notification under ss.83(1), 84(1) or 85(1); the day itself is not counted.

    A notification about a matter prescribed in 2012 restarts the year on the words of the
    regulations, and does not on the Home Office's answer: `due` is from the earlier, `latest` from
    the later.
    """
    current = view.registered.current
    if current is None:
        return []
    told = [
        n for n in view.told if n.of in _COUNTS and n.about != "did-not-happen" and n.date >= current.start
    ]
    if not told:
        return []
    firm = [n for n in told if n.about not in SINCE_2012]
    last = told[-1]
    return [*_given(view, firm), _owed(view, firm[-1] if firm else last, last)]


def _given(view: View, firm: list[Notification]) -> list[Duty]:
    """
    The periods that were answered: every one that was answered late, and the last one if by a s.85 notification.

    What is told on one day is told at one attendance: a change told with it does not begin a year of
    its own before it. A later notification of a change makes a missed period good, late: it gives the
    same information (s.84(1)).
    """
    attendances = [list(group) for _, group in groupby(firm, key=lambda told: told.date)]
    duties = []
    for before, after in pairwise(attendances):
        answer = next((told for told in after if told.of == "periodic"), after[-1])
        duty = _met(view, before[-1], answer)
        if duty.state == "met-late" or (answer.of == "periodic" and after is attendances[-1]):
            duties.append(duty)
    return duties


def _owed(view: View, firm: Notification, last: Notification) -> Duty:
    cautious = _cycle(view, firm)
    generous = cautious if last is firm else _cycle(view, last)
    how = "No fixed abode" if cautious.weekly else "Every year"
    within = "7 days" if cautious.weekly else "a year"
    latest = generous.due if cautious.due is not None else None
    run = view.registered.current
    # Registration that certainly ends before the year does never asks for it.
    over = bool(run and run.end and not run.pending and cautious.due and cautious.due > run.end)
    return Duty(
        kind="periodic",
        state="ended" if over else view.state(firm.date, cautious.due, latest, None),
        arose=firm.date,
        basis=BASIS,
        why=f"{how}: last notified on {in_words(firm.date)}, to notify again within {within}",
        due=cautious.due,
        latest=latest,
        subject=firm.id,
        reasons=_reasons(view, cautious, generous),
    )


def _met(view: View, base: Notification, met: Notification) -> Duty:
    """The notification last given, against the day it was due."""
    cycle = _cycle(view, base, until=met.date)
    return Duty(
        kind="periodic",
        state=view.state(base.date, cycle.due, cycle.due, met.date),
        arose=base.date,
        basis=BASIS,
        why=f"Notified again on {in_words(met.date)}",
        due=cycle.due,
        latest=cycle.due,
        met_on=met.date,
        met_by=met.id,
        subject=base.id,
        reasons=_reasons(view, cycle, cycle),
    )


@rule("SOA 2003 s.85(3)-(5); SI 2012/1876 reg.9", since=COMMENCEMENT)
def _cycle(view: View, base: Notification, until: date | None = None) -> Cycle:
    """
    The last day of the applicable period after a notification.

    A year; seven days where the home address last notified is a place where he can regularly be
    found. If that day falls in custody, hospital or abroad, three days beginning when that first ends.

    Parameters
        until: for a period already met, the day it was met: what came later did not change it.
    """
    weekly = _no_fixed_abode(view, base.date)
    days = view.rules.on("weekly-days", base.date) if weekly else None
    if days is not None:
        last = base.date + timedelta(days=days)
    else:
        last = add_months(base.date, view.rules.figure("periodic-months", base.date))
    resumed: date | None = None
    span = span_at(last, view.spans)
    while span is not None and (until is None or span[0] <= until):
        if span[1] == FOREVER:
            # On the facts of today he will still be away on that day; a release would change the facts.
            return Cycle(base, None, days is not None, None)
        resumed = span[1]
        last = resumed + timedelta(days=view.rules.figure("resume-days", resumed) - 1)
        span = span_at(last, view.spans)
    return Cycle(base, last, days is not None, resumed)


def _no_fixed_abode(view: View, on: date) -> bool:
    """Whether the home address as it stood on that day is only a place where he can be found."""
    if not view.person.no_fixed_abode:
        return False
    lost = max((n.date for n in view.person.no_fixed_abode if n.date <= on), default=None)
    found = max((a.date for a in view.person.addresses if a.date <= on), default=None)
    return lost is not None and (found is None or found < lost)


def _weekly_provision(view: View, day: date) -> str:
    """The regulation that prescribes the seven days, as this jurisdiction cites it."""
    figure = view.rules.parameters["weekly-days"].figure(day)
    return figure.citation if figure is not None else "SOA 2003 s.85(5)(a)"


def _reasons(view: View, cycle: Cycle, generous: Cycle) -> tuple[Reason, ...]:
    base = cycle.base
    facts = (base.id,) if base.id is not None else ()
    provision = _weekly_provision(view, base.date) if cycle.weekly else "SOA 2003 s.85(1)"
    length = "7 days" if cycle.weekly else "one year"
    steps = [
        Reason(
            provision,
            "within {length} after the notification on {base}",
            (("length", length), ("base", base.date)),
            facts,
            reads=(("weekly-days" if cycle.weekly else "periodic-months", base.date),),
        )
    ]
    if cycle.due is None:
        steps.append(
            Reason(
                "SOA 2003 s.85(3)",
                "the period would end during the absence, so it goes on until 3 days after",
            )
        )
    elif cycle.resumed is not None:
        steps.append(
            Reason(
                "SOA 2003 s.85(3)",
                "the period would have ended during the absence: 3 days beginning with {day}, so by {due}",
                (("day", cycle.resumed), ("due", cycle.due)),
                reads=(("resume-days", cycle.resumed),),
            )
        )
    else:
        steps.append(Reason(provision, "so by the end of {due}", (("due", cycle.due),)))
    if generous is not cycle and generous.due is not None:
        steps.append(
            Reason(
                "SOA 2003 s.84(1)(ca)",
                "on the other reading the notification on {base} began a new period, to {due}",
                (("base", generous.base.date), ("due", generous.due)),
            )
        )
    return tuple(steps)
