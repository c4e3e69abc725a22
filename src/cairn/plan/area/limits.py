"""
What a MAPPA area allows for each thing its guidance asks, as dated data: limits.toml beside this module.

Guidance must be had regard to (CJA 2003 s.325(8A)): a limit makes a duty with its source and whether that was read,
and never stops anybody from departing from it with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from cairn import toml
from cairn.duties.dated import in_force, series
from cairn.duties.lengths import Length, length_in, parse
from cairn.errors import BadInput
from cairn.law.cases.fields import Fields

_FILE = Path(__file__).with_name("limits.toml")
What = Literal[
    "referral-decision",
    "first-meeting-level-2",
    "first-meeting-level-3",
    "level-1-review",
    "level-2-review",
    "level-3-review",
    "minutes-level-2",
    "minutes-level-3",
    "level-before-release",
]
WHATS: tuple[What, ...] = What.__args__  # type: ignore[attr-defined]  # Literal's own
UNREAD = "area setting, not confirmed by the guidance"


@dataclass(frozen=True, slots=True)
class Limit:
    """
    One value in force from one day to another (inclusive; None: still), with its source.

    Parameters
        within: None where the area asks for no such thing.
    """

    key: str
    within: Length | None
    starts: date
    ends: date | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class AreaLimits:
    """Every limit. Before a limit's first day its first row is used: a fact older than the file still has a rule."""

    rows: Mapping[str, tuple[Limit, ...]]

    def on(self, what: What, day: date) -> Limit:
        """The limit as it stood on that day."""
        rows = self.rows[what]
        return next((row for row in rows if in_force(row, day)), rows[0])

    def due(self, what: What, event: date) -> date | None:
        """The last day within the limit, counted from an event; None where the area asks for no such thing."""
        within = self.on(what, event).within
        return within.after(event) if within else None

    def with_only(self, what: What, within: Length | None) -> AreaLimits:
        """The same with one value of a limit on every day, to check a rule by a case."""
        return self._with(what, Limit(what, within, date.min, None, "the case", verified=False))

    def changed(self, what: str, amount: int | None, starts: date) -> AreaLimits:
        """
        The same with another number, of the unit that the limit has today, from a day on.

        Raises
            BadInput: no such limit, one that asks for nothing today, or not a whole number of at least 1.
        """
        rows = self.rows.get(what)
        if rows is None or (today := rows[-1].within) is None:
            raise BadInput(f"“{what}” is no limit of the area that has a number today.", field="rule")
        if amount is None or amount < 1:
            raise BadInput(f"{what} needs a value: a whole number of at least 1.", field="value")
        day = timedelta(days=1)
        earlier = [
            row if row.ends is not None and row.ends < starts else replace(row, ends=starts - day)
            for row in rows
            if row.starts < starts
        ]
        tried = Limit(what, Length(amount, today.unit), starts, None, "tried out", verified=False)
        return self._with(what, *earlier, tried)

    def under(self, policy: Fields) -> AreaLimits:
        """
        The same under a clock case's own figures (`policy: {mappa: {...}}`).

        Raises
            BadInput: no such limit, or not written as a length.
        """
        if "mappa" not in policy.row:
            return self
        given, changed = Fields(policy.row["mappa"], f"{policy.where}: mappa", WHATS), self
        for what in WHATS:
            if what in given.row:
                changed = changed.with_only(what, length_in(given, what))
        return changed

    def _with(self, what: str, *rows: Limit) -> AreaLimits:
        return AreaLimits({**self.rows, what: rows})


class _Row(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"starts": "from", "ends": "to"},
):
    what: What
    within: str
    starts: date
    ends: date | None = None
    source: toml.Text
    status: Literal["verified", "unverified"]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    limit: tuple[_Row, ...]


def load(path: Path = _FILE) -> AreaLimits:
    """
    Read and check a file of limits.

    Raises
        BadInput: unknown or missing key, a length that is none, overlapping or gapped days; the message names the file.
    """
    return AreaLimits(
        series(f"{path.name}: limit", WHATS, [_limit(row, path) for row in toml.read(path, _File).limit])
    )


def _limit(row: _Row, path: Path) -> Limit:
    try:
        within = parse(row.within)
    except ValueError as error:
        raise BadInput(f"{path.name}: limit {row.what}: {error}") from error
    return Limit(row.what, within, row.starts, row.ends, row.source, row.status == "verified")


@cache
def current() -> AreaLimits:
    """The limits that this installation runs, read once."""
    return load()
