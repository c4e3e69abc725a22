"""The person's orders: which run, until when, and what the law makes of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.law.answers import Reason, steps
from cairn.law.facts import Person
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.order_rules import Effect, OrderRule, in_effect
from cairn.law.part2.orders import doubts, ends_on
from cairn.law.rulebook import rule_set
from cairn.record.facts import person_facts
from cairn.record.orders.models import CourtOrder, OrderKind

_NO_RULE = (
    "the law of England and Wales, as Cairn knows it, gives an order of this kind no effect on notification"
)
# What an order does that now neither makes nor prolongs a duty to notify.
_OTHERWISE: dict[Effect, str] = {
    "holds": "it keeps registration running, and makes a person subject who was not, only while it is in force",
    "on-breach": "it does not register anybody; a conviction or caution for its breach does, until it ends",
    "scheme": "it has a notification scheme of its own, which binds while it is in force and nothing else does",
    "travel-only": "only the travel regulations apply because of it",
    "none": "it has no effect on notification",
}


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """
    One order on a day.

    Parameters
        last: its last day on the facts of that day; None until further order.
        effect: what it does to notification, in the law's words, with the provision.
        doubts: what the law does not allow in it as it is recorded.
    """

    order: CourtOrder
    running: bool
    to_come: bool
    last: date | None
    effect: str
    doubts: tuple[str, ...] = ()


def orders_of(nominal_id: UUID) -> list[CourtOrder]:
    """Every order, newest first."""
    return list(CourtOrder.objects.filter(nominal_id=nominal_id).order_by("-made_on", "-recorded_at", "id"))


def kinds_offered() -> list[tuple[str, str]]:
    """The kinds of order that the law of England and Wales knows, in the model's order, with their labels."""
    rules = rule_set().orders
    return [(kind.value, kind.label) for kind in OrderKind if kind.value in rules]


def order_doubts(order: CourtOrder) -> tuple[str, ...]:
    """
    Warnings about an order as recorded, in the law's words; it is kept as it is.

    Source: SOA 2003 ss.103C, 103D, 122A, 122C; CJIA 2008 s.98(1).
    """
    rule = rule_set().orders.get(order.kind)
    if rule is None:
        return (_NO_RULE,)
    key = str(order.pk)
    facts = [fact for fact in person_facts(order.nominal_id).orders if fact.id == key]
    return tuple(reason.text for fact in facts for reason in doubts(fact, rule))


def order_statuses(
    orders: Iterable[CourtOrder],
    person: Person,
    *,
    as_at: date,
    rules: Mapping[str, OrderRule],
    reasons: Iterable[Reason],
) -> tuple[OrderStatus, ...]:
    """
    Each order as it stands on a day, those that run first.

    Parameters
        person: the facts of the person whose orders these are.
        rules: what each kind does, in the book applied.
        reasons: the law's reasons for registration and for every scheme that runs on that day.
    """
    facts = {fact.id: fact for fact in person.orders}
    given = tuple(reasons)
    found = []
    for order in orders:
        fact, rule = facts.get(str(order.pk)), rules.get(order.kind)
        if fact is None:
            continue
        last, effect, doubted = fact.ended_on or fact.until, _NO_RULE, list[str]()
        if rule is not None:
            last = ends_on(fact, person.orders, rules, as_at, Horizon(as_at))
            doubted = [reason.text for reason in doubts(fact, rule)]
            effect = _effect(str(order.pk), rule, given, doubted)
        begun = in_effect(fact) <= as_at
        running = begun and (last is None or as_at <= last)
        found.append(OrderStatus(order, running, not begun, last, effect, tuple(doubted)))
    return tuple(sorted(found, key=lambda one: not (one.running or one.to_come)))


def _effect(key: str, rule: OrderRule, reasons: tuple[Reason, ...], doubted: Collection[str]) -> str:
    """The steps of the reasons that rest on this order, doubts apart; what its kind does where none do."""
    said: list[str] = []
    for reason in reasons:
        trail = list(steps((reason,)))
        if any(key in step.facts for step in trail):
            said += [step.text for step in trail if step.text not in doubted]
    return f"{'; '.join(said) or _OTHERWISE[rule.effect]} ({rule.citation})"
