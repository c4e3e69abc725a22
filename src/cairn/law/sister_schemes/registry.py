"""Every sister scheme, with the rule that answers for it, in the order they are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from cairn.law.answers import Duty, RegimeStanding
from cairn.law.facts import Person
from cairn.law.sister_schemes import order_schemes
from cairn.law.sister_schemes.scheme import Running, Scheme
from cairn.law.sister_schemes.terrorism import SCHEME as TERRORISM
from cairn.law.sister_schemes.terrorism import terrorism
from cairn.law.sister_schemes.terrorism_period import terrorist

Rule = Callable[[Running], tuple[RegimeStanding | None, tuple[Duty, ...]]]


class Asked(msgspec.Struct, frozen=True):
    """
    Parameters
        orders: it can reach only a person with an order; otherwise only one with a conviction.
    """

    scheme: Scheme
    rule: Rule
    orders: bool = True


ALL: tuple[Asked, ...] = (
    Asked(TERRORISM, terrorism, orders=False),
    Asked(order_schemes.VIOLENT, order_schemes.violent),
    Asked(order_schemes.VIOLENT_OFFENCES, order_schemes.violent_offences),
    Asked(order_schemes.SEXUAL_RISK, order_schemes.sexual_risk),
    Asked(order_schemes.STALKING, order_schemes.stalking),
    Asked(order_schemes.DOMESTIC_ABUSE, order_schemes.domestic_abuse),
)
_BY_CONVICTION = tuple(asked for asked in ALL if not asked.orders)


def reaching(person: Person) -> list[Asked]:
    """The schemes worth asking about a person: most have no order, and no conviction for terrorism."""
    asked = ALL if person.orders else _BY_CONVICTION if any(map(terrorist, person.convictions)) else ()
    return [one for one in asked if person.jurisdiction in one.scheme.jurisdictions]


SCHEMES: Mapping[str, Scheme] = {asked.scheme.name: asked.scheme for asked in ALL}
