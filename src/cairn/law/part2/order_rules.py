"""
What each kind of order does, read from a TOML file: effect on notification, length, maximum for breach.

The same file answers what an order may contain (durations) and which offence its breach is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from cairn import toml
from cairn.errors import BadInput
from cairn.law import references
from cairn.law.facts import Order
from cairn.law.kinds import OrderKind
from cairn.law.parameters import Status

Effect = Literal["holds", "on-breach", "scheme", "travel-only", "none"]


class OrderRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    One kind of order.

    Parameters
        effect: holds (keeps or makes a person registrable while in force), on-breach (only the breach
            does), scheme (a notification scheme of its own), travel-only, none.
        scheme: the name of that scheme, for `scheme` and `on-breach`; empty where there is none.
        ends: kinds of earlier order that it ends, unless the court says otherwise (s.136ZB).
        since, to: first and last day on which one could be made.
        shortest_months, longest_months: None where the law sets none.
        further_order: whether it may run until further order.
        breach: the offence, as a citation; breach_offences as convictions write it.
        breach_months: the maximum on indictment.
    """

    kind: OrderKind
    title: str
    effect: Effect
    citation: str
    source: str
    status: Status
    since: date = msgspec.field(name="from")
    breach: str
    breach_months: int
    to: date | None = None
    scheme: str = ""
    ends: tuple[str, ...] = ()
    shortest_months: int | None = None
    longest_months: int | None = None
    further_order: bool = False
    travel_ban_longest_months: int | None = None
    breach_offences: tuple[str, ...] = ()
    note: str = ""

    @property
    def breaches(self) -> frozenset[str]:
        """The offences that are its breach, in the form to compare by."""
        return frozenset(references.normal(offence) for offence in self.breach_offences)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    order: tuple[OrderRule, ...] = ()


def load(path: Path) -> Mapping[str, OrderRule]:
    """
    The kinds of order in a file, by kind.

    Raises
        BadInput: an unknown or missing key, an unknown kind, effect or status, or one kind twice.
    """
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> Mapping[str, OrderRule]:
    """As `load`, of the text of a file called `name`."""
    found: dict[str, OrderRule] = {}
    for row in toml.parse(text, name, _File).order:
        if row.kind in found:
            raise BadInput(f"{name}: order {row.kind}: it is there twice.", field="kind")
        found[row.kind] = row
    return found


def in_effect(order: Order) -> date:
    """The first day it is in force."""
    return order.in_force or order.date


def served(order: Order) -> date:
    """The day it was served: the first day in force where not recorded."""
    return order.served or in_effect(order)
