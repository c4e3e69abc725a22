"""
How a notification is given, what it must contain, and what failing to give it may bring.

Read from each jurisdiction's requirements.toml: SOA 2003 ss.83(5), 84, 85, 86-88, 91, the regulations
that prescribe more, and the sister schemes' own sections.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from cairn.errors import BadInput
from cairn.law.answers import SOA_PART_2, DutyKind
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.parameters import STATUSES

_FILE = Path(__file__).with_name("requirements.toml")
_ROW = {"says", "citation", "source", "status", "jurisdictions", "regimes", "kinds", "from", "to"}
_NEEDED = {"says", "citation", "source", "status"}


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """
    One thing that must be told, or one part of how.

    Parameters
        says: in plain words.
        jurisdictions, regimes, kinds: where it applies; empty: everywhere, in Part 2, to every kind.
        since, to: first and last day in force; None where it has no other beginning or end than the Act.
    """

    says: str
    citation: str
    source: str
    status: str
    jurisdictions: tuple[str, ...] = ()
    regimes: tuple[str, ...] = (SOA_PART_2,)
    kinds: tuple[str, ...] = ()
    since: date | None = None
    to: date | None = None

    def applies(self, kind: str, jurisdiction: str, regime: str, day: date) -> bool:
        """Whether it is law there, for that kind of notification, on that day."""
        return (
            (not self.jurisdictions or jurisdiction in self.jurisdictions)
            and regime in self.regimes
            and (not self.kinds or kind in self.kinds)
            and (self.since is None or self.since <= day)
            and (self.to is None or day <= self.to)
        )


class Requirements(msgspec.Struct, frozen=True, kw_only=True):
    """
    Parameters
        contents: what the notification must contain.
        method: how, and where.
        breach: the offence of failing to give it, and the most it may bring.
    """

    contents: tuple[Requirement, ...]
    method: tuple[Requirement, ...]
    breach: tuple[Requirement, ...]


def of(
    kind: DutyKind, jurisdiction: str = ENGLAND_AND_WALES, as_at: date = date.max, regime: str = SOA_PART_2
) -> Requirements:
    """What a notification of a kind needs on a day, in a jurisdiction and a scheme."""
    table = _table()

    def those(part: str) -> tuple[Requirement, ...]:
        return tuple(one for one in table[part] if one.applies(kind, jurisdiction, regime, as_at))

    return Requirements(contents=those("contents"), method=those("method"), breach=those("breach"))


@cache
def _table() -> Mapping[str, tuple[Requirement, ...]]:
    return parse(_FILE.read_text(encoding="utf-8"), _FILE.name)


def parse(text: str, name: str) -> Mapping[str, tuple[Requirement, ...]]:
    """
    The tables of a file: contents, method and breach.

    Raises
        BadInput: an unknown or missing key, or an unknown status. Names the file, table and row.
    """
    document = tomllib.loads(text)
    return {
        part: tuple(
            _requirement(row, f"{name}: {part} {number}")
            for number, row in enumerate(document.get(part, ()), 1)
        )
        for part in ("contents", "method", "breach")
    }


def _requirement(row: dict[str, Any], where: str) -> Requirement:
    for key in sorted(row.keys() - _ROW):
        raise BadInput(f"{where}: unknown key “{key}”. Allowed: {', '.join(sorted(_ROW))}.", field=key)
    for key in sorted(_NEEDED - row.keys()):
        raise BadInput(f"{where}: {key} is missing.", field=key)
    if row["status"] not in STATUSES:
        raise BadInput(f"{where}: status must be one of {', '.join(STATUSES)}.", field="status")
    return msgspec.convert(
        {"since" if key == "from" else key: value for key, value in row.items()}, Requirement
    )
