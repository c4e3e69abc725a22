"""
Schemes that last while an order is in force.

Violent offender orders: CJIA 2008 ss.107-112, the same duties as Part 2 but for the matters of 2012.
Sexual risk, stalking protection and domestic abuse protection orders: names and home address only, and
not while the person is subject to Part 2.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from cairn.law.answers import Duty, Reason, RegimeStanding
from cairn.law.facts import NORTHERN_IRELAND, Order
from cairn.law.part2.absence import Spans, away
from cairn.law.part2.changes import change_duties
from cairn.law.part2.entries import entries
from cairn.law.part2.initial import initial_duties
from cairn.law.part2.order_rules import OrderRule, in_effect, served
from cairn.law.part2.orders import Hold, doubts, ends_on
from cairn.law.part2.outside import outside_runs
from cairn.law.part2.periodic import periodic_duties
from cairn.law.part2.registration_periods import RegistrationPeriods, runs_of
from cairn.law.part2.triggers import Source, moves, releases, stays
from cairn.law.part2.view import View, told_by
from cairn.law.rules import rule
from cairn.law.sister_schemes.scheme import Running, Scheme, cited, current, over, read

Answer = tuple[RegimeStanding | None, tuple[Duty, ...]]
_HERE = Path(__file__).parent
VIOLENT = read(_HERE / "violent_offender_order.toml")
VIOLENT_OFFENCES = read(_HERE / "violent_offences_prevention_order.toml")
SEXUAL_RISK = read(_HERE / "sexual_risk_order.toml")
STALKING = read(_HERE / "stalking_protection_order.toml")
DOMESTIC_ABUSE = read(_HERE / "domestic_abuse_protection_order.toml")


@rule("CJIA 2008 ss.107-110", since=date(2009, 8, 3))
def violent(running: Running) -> Answer:
    """England and Wales: no periodic notification is owed under an interim order (s.110(7))."""
    return _like_part_2(running, VIOLENT)


@rule("Justice Act (Northern Ireland) 2015 ss.64-67", since=date(2016, 12, 1), jurisdiction=NORTHERN_IRELAND)
def violent_offences(running: Running) -> Answer:
    """Northern Ireland: the same pattern."""
    return _like_part_2(running, VIOLENT_OFFENCES)


def _like_part_2(running: Running, scheme: Scheme) -> Answer:
    """As Part 2 from the day the order comes into force, which may be long after it is made."""
    held = _holds(running, scheme, "came into force", in_effect)
    spans = away(running.person, running.as_at, running.horizon)
    view = _view(running, scheme, held, spans)
    found = [*initial_duties(view), *change_duties(view, (moves, stays, releases))] if held else []
    if any(hold.order.of in {"voo", "vopo"} and _covers(hold, running.as_at) for hold in held):
        found += periodic_duties(view)
    return _answer(scheme, view, held, found)


@rule("SOA 2003 s.122F", since=date(2015, 3, 8))
def sexual_risk(running: Running) -> Answer:
    """Three days beginning with service."""
    return _names_and_home(running, SEXUAL_RISK, "served", served)


@rule("Stalking Protection Act 2019 s.9", since=date(2020, 1, 20))
def stalking(running: Running) -> Answer:
    """Three days beginning with service, or with the last day of registration if it ends meanwhile."""
    return _names_and_home(running, STALKING, "served", served)


@rule("Domestic Abuse Act 2021 s.41", since=date(2024, 11, 27))
def domestic_abuse(running: Running) -> Answer:
    """Three days beginning with the day it is made; not while under a stalking order's scheme either."""
    standing, _ = stalking(running)
    if standing is not None:
        return None, ()
    return _names_and_home(running, DOMESTIC_ABUSE, "made", lambda order: order.date)


def _names_and_home(
    running: Running, scheme: Scheme, event: str, runs_from: Callable[[Order], date]
) -> Answer:
    """The duties of an order that requires names and a home address, outside the runs of Part 2."""
    held = [
        free
        for hold in _holds(running, scheme, event, runs_from)
        for free in outside_runs(hold, running.part_2.runs)
        if free.start <= running.as_at
    ]
    view = _view(running, scheme, held, ())
    sources: tuple[Source, ...] = (moves,)
    found = [*initial_duties(view), *change_duties(view, sources)] if held else []
    return _answer(scheme, view, held, found)


def _holds(running: Running, scheme: Scheme, event: str, runs_from: Callable[[Order], date]) -> list[Hold]:
    orders = running.rules.orders
    found = []
    for order in running.person.orders:
        what: OrderRule | None = orders.get(order.of)
        if what is None or what.scheme != scheme.name:
            continue
        start, last = (
            in_effect(order),
            ends_on(order, running.person.orders, orders, running.as_at, running.horizon),
        )
        # Nobody is subject before the order is in force, whenever it was made or served.
        counted = max(start, runs_from(order))
        running.horizon.consider(start)
        running.horizon.consider(counted)
        if what.since <= start <= running.as_at and (last is None or start <= last):
            words = f"{what.title} {event}"
            found.append(Hold(order=order, rule=what, start=start, runs_from=counted, end=last, words=words))
    return sorted(found, key=lambda hold: (hold.start, hold.order.id or ""))


def _view(running: Running, scheme: Scheme, held: list[Hold], spans: Spans) -> View:
    runs = runs_of([], held, running.person.died, running.as_at)
    now = current(runs, running.as_at, running.horizon)
    registered = RegistrationPeriods(holds=tuple(held), runs=tuple(runs), current=now)
    told = told_by(running.person, running.as_at, running.horizon, scheme.name)
    return View(
        running.person,
        running.as_at,
        running.horizon,
        over(scheme, running.rules),
        registered,
        entries(registered),
        spans,
        told,
        scheme.name,
    )


def _answer(scheme: Scheme, view: View, held: list[Hold], found: list[Duty]) -> Answer:
    run = view.registered.current
    if run is None:
        return None, cited(scheme, found)
    reasons = tuple(step for hold in held if _covers(hold, view.as_at) for step in _reasons(hold))
    standing = RegimeStanding(regime=scheme.name, since=run.start, until=run.end, reasons=reasons)
    return standing, cited(scheme, found)


def _reasons(hold: Hold) -> tuple[Reason, ...]:
    facts = (hold.order.id,) if hold.order.id is not None else ()
    text = "{title} made on {made}, in force from {start}"
    values = (("title", hold.rule.title), ("made", hold.order.date), ("start", hold.start))
    end = (
        Reason(hold.rule.citation, "it runs until further order")
        if hold.end is None
        else Reason(hold.rule.citation, "it ends on {end}", (("end", hold.end),))
    )
    return (Reason(hold.rule.citation, text, values, facts), end, *doubts(hold.order, hold.rule))


def _covers(hold: Hold, day: date) -> bool:
    return hold.start <= day and (hold.end is None or day <= hold.end)
