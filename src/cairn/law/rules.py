"""
How a rule carries its law: `@rule(...)` says which provision a function applies, and since when.

The declarations are kept in `RULES`, so that they can be listed, explained and tested.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import msgspec

from cairn.law.facts import ENGLAND_AND_WALES

COMMENCEMENT = date(2004, 5, 1)  # SOA 2003 Part 2

Function = TypeVar("Function", bound=Callable[..., Any])


class Rule(msgspec.Struct, frozen=True):
    """
    What a function of this room applies.

    Parameters
        name: the function, as cairn.law.england_wales.initial.initial_duties.
        provision: the section, with subsections, or the guidance.
        since, to: first and last day in force; `to` None while it is.
        verified: False where the text was not read, only remembered.
    """

    name: str
    provision: str
    jurisdiction: str
    since: date
    to: date | None
    verified: bool


RULES: list[Rule] = []


def rule(
    provision: str,
    *,
    since: date,
    to: date | None = None,
    verified: bool = True,
    jurisdiction: str = ENGLAND_AND_WALES,
) -> Callable[[Function], Function]:
    """Declare the law that a function applies. The function itself is unchanged: this costs nothing."""

    def declare(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        RULES.append(Rule(name, provision, jurisdiction, since, to, verified))
        return function

    return declare
