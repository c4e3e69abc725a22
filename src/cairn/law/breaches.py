"""
Breaches of the orders that only a breach makes count: SOA 2003 ss.122I, 129.

Whose breach a conviction is, whether it stands, and whether the record has an order that can have been breached.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cairn.law import references
from cairn.law.facts import Conviction, Order, Person
from cairn.law.part2.order_rules import OrderRule, in_effect
from cairn.law.recognition import recognised
from cairn.law.rules import COMMENCEMENT, rule


@rule("SOA 2003 ss.122I, 129", since=COMMENCEMENT)
def breach_of_no_order_on_record(
    conviction: Conviction, person: Person, rules: Mapping[str, OrderRule], as_at: date
) -> bool:
    """
    Whether a conviction or caution is for the breach of an order that only a breach makes count, and the record
    has none that can have been breached: there was one, and how long it runs is not known.
    """
    kinds = {
        what.kind
        for what in rules.values()
        if what.effect == "on-breach"
        and what.since <= conviction.date
        and references.among(conviction.offence, what.breaches)
    }
    # One that had ended by then is the one that was breached, and nobody is subject after its end.
    return bool(kinds) and not any(
        order.of in kinds and order.date <= as_at and may_be_of(order, conviction) for order in person.orders
    )


def may_be_of(order: Order, conviction: Conviction) -> bool:
    """Whether a conviction may be for the breach of an order: the one named, or any made by that day."""
    return conviction.order in {None, order.id} and in_effect(order) <= conviction.date


def is_breach(conviction: Conviction, order: Order, what: OrderRule) -> bool:
    """Whether the offence is the breach of such an order, or words say so of the very order that it is linked to."""
    if references.among(conviction.offence, what.breaches):
        return True
    linked = order.id is not None and conviction.order == order.id
    return linked and not recognised(conviction.offence) and "breach" in conviction.offence.lower()


@rule("SOA 2003 s.134; Sentencing Code s.82(2)", since=COMMENCEMENT)
def stands(conviction: Conviction, as_at: date) -> bool:
    """Whether it counts on that day: not one quashed, nor a conviction with an absolute discharge, which is none."""
    if conviction.date > as_at or (conviction.quashed_on is not None and conviction.quashed_on <= as_at):
        return False
    passed = {each.kind for each in conviction.disposals if each.date is None or each.date <= as_at}
    return conviction.kind != "conviction" or passed != {"absolute-discharge"}
