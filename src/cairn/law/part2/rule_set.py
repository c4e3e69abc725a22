"""
What one jurisdiction's Part 2 of the Sexual Offences Act 2003 is made of, as data.

The rules of Part 2 are functions of this folder; they read every figure, row and route from the rule
set of the person's jurisdiction. So a rule switched on, or a figure changed, is another rule set.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from cairn.law.parameters import Parameter
from cairn.law.part2.foreign import Route
from cairn.law.part2.order_rules import OrderRule
from cairn.law.rules import COMMENCEMENT
from cairn.law.schedule_3.schedule3 import Schedule


class Noted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule known of and not worked out: it can be listed, and not switched on."""

    rule: str
    what: str
    citation: str
    source: str


class RuleSet(msgspec.Struct, frozen=True, kw_only=True):
    """
    Parameters
        parameters: every figure, by key.
        orders: what each kind of order does, by kind.
        routes: what makes a foreign conviction count.
        noted: rules known of and not worked out.
        cautions: whether a caution brings a person in (s.80(1)(d): not in Scotland).
    """

    jurisdiction: str
    parameters: Mapping[str, Parameter]
    schedule: Schedule
    orders: Mapping[str, OrderRule]
    routes: tuple[Route, ...]
    noted: tuple[Noted, ...] = ()
    cautions: bool = True

    def on(self, key: str, day: date) -> int | None:
        """The figure in force on `day`; None where no provision was, or none of that name exists here."""
        parameter = self.parameters.get(key)
        return parameter.on(day) if parameter is not None else None

    def figure(self, key: str, day: date) -> int:
        """
        The figure in force on `day`, for a rule that is itself in force then.

        A day before commencement is carried over by s.81 to the first figure.

        Raises
            LookupError: nothing was in force.
        """
        value = self.parameters[key].on(max(day, COMMENCEMENT))
        if value is None:
            raise LookupError(f"No provision of {key} was in force on {day}.")
        return value
