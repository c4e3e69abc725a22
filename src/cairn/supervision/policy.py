"""
Local policy on supervision, as dated data: policy.toml beside this module, which a force edits.

National policy since June 2017 leaves the frequency of visits to the risk management plan, so the
intervals are a force's own; each row says where it comes from and whether that was verified.
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
from cairn.errors import BadInput

_FILE = Path(__file__).with_name("policy.toml")
LEVELS = ("very-high", "high", "medium", "low")
FIRSTS = ("visit-after-release", "assessment", "visit")
# A force that has no row for one of these asks for no such thing.
CONTACTS = ("failed-visits", "no-contact")
_OPTIONAL = ("visit", *CONTACTS)
FIGURES = (
    *(f"visit-interval/{level}" for level in LEVELS),
    *(f"first/{what}" for what in FIRSTS),
    *(f"contact/{what}" for what in CONTACTS),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One value in force from one day to another (inclusive; None: still), with its source.

    Parameters
        amount: None where nothing is asked for.
    """

    key: str
    amount: int | None
    starts: date
    ends: date | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """
    Every row: visit intervals in months by risk level, first things in days, and when lost contact is work.

    Before a table's first day, its first row is used: a fact older than the policy still has a rule. What a force
    need not ask for is not asked for before its first day.
    """

    intervals: Mapping[str, tuple[Figure, ...]]
    firsts: Mapping[str, tuple[Figure, ...]]
    contacts: Mapping[str, tuple[Figure, ...]]

    def visit_months(self, level: str, on: date) -> int | None:
        """Months between visits at a level of risk, as the policy stood on that day; None: no visits."""
        return _at(self.intervals[level], on)

    def first_days(self, what: str, on: date) -> int | None:
        """
        Days allowed for a first thing on that day; None: it is not asked for.

        Parameters
            what: "assessment", "visit" (the first home visit of supervision, whatever the level of risk), or
                "visit-after-release".
        """
        return _asked_for(what, self.firsts[what], on)

    def contact(self, what: str, on: date) -> int | None:
        """
        How much lost contact is work for somebody, as the policy stood on that day; None: it is not asked for.

        Parameters
            what: "failed-visits" (so many since the person was last seen at home), or "no-contact" (so many days).
        """
        return _asked_for(what, self.contacts[what], on)

    def with_only(self, figure: str, amount: int | None) -> Policy:
        """The same policy with one value of a figure on every day, to check a rule by a case."""
        table, _, key = figure.partition("/")
        always = (Figure(key, amount, date.min, None, "the case", verified=False),)
        return self._with(table, {**self._rows(table), key: always})

    def changed(self, figure: str, amount: int | None, starts: date) -> Policy:
        """
        The same policy with another value from a day on, to see what it would move.

        Parameters
            figure: one of FIGURES.

        Raises
            BadInput: no such figure, or not a whole number of at least 1.
        """
        table, _, key = figure.partition("/")
        if figure not in FIGURES:
            raise BadInput(
                f"“{figure}” is not a figure of the policy. Figures: {', '.join(FIGURES)}.", field="rule"
            )
        if amount is None or amount < 1:
            raise BadInput(f"{figure} needs a value: a whole number of at least 1.", field="value")
        rows = self._rows(table)
        day = timedelta(days=1)
        earlier = [
            row if row.ends is not None and row.ends < starts else replace(row, ends=starts - day)
            for row in rows[key]
            if row.starts < starts
        ]
        new = Figure(key, amount, starts, None, "tried out", verified=False)
        return self._with(table, {**rows, key: (*earlier, new)})

    def _rows(self, table: str) -> Mapping[str, tuple[Figure, ...]]:
        return {"visit-interval": self.intervals, "first": self.firsts, "contact": self.contacts}[table]

    def _with(self, table: str, rows: Mapping[str, tuple[Figure, ...]]) -> Policy:
        if table == "visit-interval":
            return replace(self, intervals=rows)
        return replace(self, firsts=rows) if table == "first" else replace(self, contacts=rows)


def _asked_for(what: str, rows: tuple[Figure, ...], on: date) -> int | None:
    """The value on that day; none before the first day of what a force need not ask for."""
    if what in _OPTIONAL and not any(in_force(row, on) for row in rows):
        return None
    return _at(rows, on)


def _at(rows: tuple[Figure, ...], on: date) -> int | None:
    return next((row for row in rows if in_force(row, on)), rows[0]).amount


class _Row(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"starts": "from", "ends": "to"},
):
    starts: date
    ends: date | None = None
    source: toml.Text
    status: Literal["verified", "unverified"]

    def figure(self, key: str, amount: int) -> Figure:
        """The row as the policy keeps it."""
        return Figure(key, amount, self.starts, self.ends, self.source, self.status == "verified")


class _Interval(_Row, frozen=True, kw_only=True):
    level: Literal["very-high", "high", "medium", "low"]
    months: toml.Count


class _First(_Row, frozen=True, kw_only=True):
    what: Literal["visit-after-release", "assessment", "visit"]
    days: toml.Count


class _Contact(_Row, frozen=True, kw_only=True):
    what: Literal["failed-visits", "no-contact"]
    amount: toml.Count


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    visit_interval: tuple[_Interval, ...] = msgspec.field(name="visit-interval")
    first: tuple[_First, ...]
    contact: tuple[_Contact, ...] = ()


def load(path: Path = _FILE) -> Policy:
    """
    Read and check a policy file.

    Raises
        BadInput: unknown or missing key, wrong type, overlapping or gapped days; the message names
            the file, the table and the row.
    """
    file = toml.read(path, _File)
    return Policy(
        intervals=series(
            f"{path.name}: visit-interval",
            LEVELS,
            [row.figure(row.level, row.months) for row in file.visit_interval],
        ),
        firsts=series(
            f"{path.name}: first",
            FIRSTS,
            [row.figure(row.what, row.days) for row in file.first],
            optional=_OPTIONAL,
        ),
        contacts=series(
            f"{path.name}: contact",
            CONTACTS,
            [row.figure(row.what, row.amount) for row in file.contact],
            optional=_OPTIONAL,
        ),
    )


@cache
def current() -> Policy:
    """The policy that this installation runs, read once."""
    return load()
