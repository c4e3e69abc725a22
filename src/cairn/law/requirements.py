"""
How a notification is given, what it must contain, and what failing to give it may bring.

Read from each jurisdiction's requirements.toml: SOA 2003 ss.83(5), 84, 85, 86-88, 91, the regulations
that prescribe more, and the sister schemes' own sections.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from cairn import toml
from cairn.law.answers import SOA_PART_2, DutyKind
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.parameters import Status

_FILE = Path(__file__).with_name("requirements.toml")


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
    status: Status
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


class _Row(Requirement, frozen=True, forbid_unknown_fields=True, kw_only=True):
    since: date | None = msgspec.field(default=None, name="from")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contents: tuple[_Row, ...] = ()
    method: tuple[_Row, ...] = ()
    breach: tuple[_Row, ...] = ()


def of(
    kind: DutyKind, jurisdiction: str = ENGLAND_AND_WALES, as_at: date = date.max, regime: str = SOA_PART_2
) -> Requirements:
    """What a notification of a kind needs on a day, in a jurisdiction and a scheme."""
    every = _every()

    def those(rows: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        return tuple(row for row in rows if row.applies(kind, jurisdiction, regime, as_at))

    return Requirements(
        contents=those(every.contents), method=those(every.method), breach=those(every.breach)
    )


@cache
def _every() -> Requirements:
    return parse(_FILE.read_text(encoding="utf-8"), _FILE.name)


def parse(text: str, name: str) -> Requirements:
    """
    The tables of a file: contents, method and breach.

    Raises
        BadInput: an unknown or missing key, or an unknown status. Names the file, table and row.
    """
    file = toml.parse(text, name, _File)
    return Requirements(contents=_read(file.contents), method=_read(file.method), breach=_read(file.breach))


def _read(rows: tuple[_Row, ...]) -> tuple[Requirement, ...]:
    return tuple(Requirement(**msgspec.structs.asdict(row)) for row in rows)
