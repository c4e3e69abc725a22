"""
Orders that hold a person on the register, and breaches that bring one in: SOA 2003 ss.103G, 122I.

A sexual harm prevention order keeps registration running while it is in force, and makes a person
subject who was not; an SRO does neither, but a conviction or caution for breaching it does, until it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from cairn.dates import corresponding, in_words
from cairn.law.answers import Reason
from cairn.law.breaches import is_breach, may_be_of, stands
from cairn.law.facts import Conviction, Order, Person
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.order_rules import OrderRule, in_effect, served
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.wording import Value

ONE_DAY = timedelta(days=1)
_DEALT_WITH = {"conviction": "Convicted", "caution": "Cautioned", "finding": "Finding made"}


class Hold(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    Registration that an order makes or keeps.

    Parameters
        start: the first day subject.
        runs_from: the day from which the three days of a first notification run.
        end: the last day; None while there is no end date (until further order).
        words: the event, to be followed by "on 1 March 2019".
        breach: the conviction or caution for the breach, where that is what brought the person in.
    """

    order: Order
    rule: OrderRule
    start: date
    runs_from: date
    end: date | None
    words: str
    breach: Conviction | None = None


@rule("SOA 2003 ss.103G(1)-(6), 122I, 129; Sentencing Code s.352", since=COMMENCEMENT)
def holds(person: Person, rules: Mapping[str, OrderRule], as_at: date, horizon: Horizon) -> list[Hold]:
    """Every order, and every breach, that holds the person by `as_at`, in no order."""
    found: list[Hold] = []
    for order in person.orders:
        what = rules.get(order.of)
        if what is None or what.effect not in {"holds", "on-breach"}:
            continue
        last = ends_on(order, person.orders, rules, as_at, horizon)
        if what.effect == "holds":
            start = in_effect(order)
            horizon.consider(start)
            horizon.consider(served(order))
            if start <= as_at and (last is None or start <= last):
                words = f"{what.title} served"
                found.append(
                    Hold(order=order, rule=what, start=start, runs_from=served(order), end=last, words=words)
                )
        else:
            found.extend(_breaches(person, order, what, last, as_at))
    return found


def _breaches(
    person: Person, order: Order, what: OrderRule, last: date | None, as_at: date
) -> Iterator[Hold]:
    for conviction in person.convictions:
        on = conviction.date
        if not is_breach(conviction, order, what) or not stands(conviction, as_at):
            continue
        if may_be_of(order, conviction) and (last is None or on <= last):
            words = f"{_DEALT_WITH[conviction.kind]} for breach of a {what.title.lower()}"
            yield Hold(
                order=order, rule=what, start=on, runs_from=on, end=last, words=words, breach=conviction
            )


@rule("SOA 2003 s.136ZB", since=date(2015, 3, 8))
def ends_on(
    order: Order, others: tuple[Order, ...], rules: Mapping[str, OrderRule], as_at: date, horizon: Horizon
) -> date | None:
    """
    The last day of an order on the facts of `as_at`: as it says, discharged, or ended by a later one of a
    kind that ends it. None until further order.
    """
    ends = [order.until] if order.until is not None else []
    candidates = [order.ended_on] if order.ended_on is not None else []
    for other in others:
        what = rules.get(other.of)
        if what is not None and order.of in what.ends and in_effect(order) < in_effect(other):
            candidates.append(in_effect(other))
    for day in candidates:
        horizon.consider(day)
        if day <= as_at:
            ends.append(day)
    last = min(ends, default=None)
    if last is not None:
        horizon.consider(last + ONE_DAY)
    return last


def reason(hold: Hold) -> Reason:
    """Why a hold is one, as a tree: its end, and what that rests on."""
    order, facts = hold.order, tuple(one for one in (hold.order.id,) if one is not None)
    values: tuple[tuple[str, Value], ...]
    if hold.breach is not None:
        facts += (hold.breach.id,) if hold.breach.id is not None else ()
        how = "{kind} on {date} for breach of a {title}: subject until the order ends"
        values = (("kind", hold.breach.kind), ("date", hold.start), ("title", hold.rule.title.lower()))
    else:
        how = "{title} made on {date}: subject while it is in force"
        values = (("title", hold.rule.title), ("date", order.date))
    made = Reason(hold.rule.citation, how, values, facts, hold.rule.status != "unverified")
    because = (made, *doubts(order, hold.rule))
    if hold.end is None:
        text = "it runs until further order, so there is no end date"
        return Reason(hold.rule.citation, text, because=because)
    return Reason(hold.rule.citation, "it ends on {end}", (("end", hold.end),), because=because)


@rule("SOA 2003 ss.103C, 103D, 122A, 122C; CJIA 2008 s.98(1)", since=COMMENCEMENT)
def doubts(order: Order, what: OrderRule) -> tuple[Reason, ...]:
    """What the law does not allow in an order as it is recorded: a slip of the pen, or a void term."""
    found: list[str] = []
    if order.date < what.since or (what.to is not None and order.date > what.to):
        span = f"from {in_words(what.since)}" + (f" to {in_words(what.to)}" if what.to else "")
        found.append(f"an order of this kind could be made only {span}: check the kind and the day")
    start = in_effect(order)
    if order.until is None and not what.further_order:
        found.append("an order of this kind needs an end date")
    if order.until is not None:
        past = order.until + ONE_DAY
        if what.shortest_months is not None and past < corresponding(start, what.shortest_months):
            found.append(f"it is shorter than the {what.shortest_months // 12} years that the law requires")
        if what.longest_months is not None and past > corresponding(start, what.longest_months):
            found.append(f"it is longer than the {what.longest_months // 12} years that the law allows")
        ban = what.travel_ban_longest_months
        if order.travel_ban and ban is not None and past > corresponding(start, ban):
            found.append(f"a ban on foreign travel may not last longer than {ban // 12} years")
    return tuple(Reason(what.citation, text, (), (order.id,) if order.id else ()) for text in found)
