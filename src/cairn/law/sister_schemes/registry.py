"""Every sister scheme, with the rule that answers for it, in the order they are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from cairn.law.answers import Duty, RegimeStanding
from cairn.law.facts import Person
from cairn.law.needs import Need
from cairn.law.sister_schemes import order_schemes
from cairn.law.sister_schemes.scheme import Running, Scheme, over
from cairn.law.sister_schemes.terrorism import SCHEME as TERRORISM
from cairn.law.sister_schemes.terrorism import terrorism
from cairn.law.sister_schemes.terrorism_period import may_be_terrorist, terrorism_doubts

Rule = Callable[[Running], tuple[RegimeStanding | None, tuple[Duty, ...]]]


def _no_doubts(_running: Running) -> tuple[Need, ...]:
    """An order, its days and its end are what a court wrote: nothing turns on a fact that is not known."""
    return ()


class Asked(msgspec.Struct, frozen=True):
    """
    Parameters
        orders: it can reach only a person with an order; otherwise only one with a conviction.
        outside_part_2: it asks nothing while the person is subject to Part 2.
        doubts: the facts not known on which it turns whether the person is under it.
    """

    scheme: Scheme
    rule: Rule
    orders: bool = True
    outside_part_2: bool = False
    doubts: Callable[[Running], tuple[Need, ...]] = _no_doubts


ALL: tuple[Asked, ...] = (
    Asked(
        TERRORISM,
        terrorism,
        orders=False,
        doubts=lambda one: terrorism_doubts(one.person, one.as_at, over(TERRORISM, one.rules)),
    ),
    Asked(order_schemes.VIOLENT, order_schemes.violent),
    Asked(order_schemes.VIOLENT_OFFENCES, order_schemes.violent_offences),
    Asked(order_schemes.SEXUAL_RISK, order_schemes.sexual_risk, outside_part_2=True),
    Asked(order_schemes.STALKING, order_schemes.stalking, outside_part_2=True),
    Asked(order_schemes.DOMESTIC_ABUSE, order_schemes.domestic_abuse, outside_part_2=True),
)
_BY_CONVICTION = tuple(asked for asked in ALL if not asked.orders)


def reaching(person: Person) -> list[Asked]:
    """The schemes worth asking about a person: most have no order, and no conviction for terrorism."""
    asked = ALL if person.orders else _BY_CONVICTION if any(map(may_be_terrorist, person.convictions)) else ()
    return [one for one in asked if person.jurisdiction in one.scheme.jurisdictions]


SCHEMES: Mapping[str, Scheme] = {asked.scheme.name: asked.scheme for asked in ALL}
