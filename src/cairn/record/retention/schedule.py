"""
The retention schedule, as dated data: schedule.toml beside this module, which a force edits.

Source: Data Protection Act 2018 s.39(2): time limits for periodic review must be set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from cairn import toml
from cairn.errors import BadInput

_FILE = Path(__file__).with_name("schedule.toml")
GROUPS = ("group-1", "group-2", "group-3")
STEPS = ("notice", "confirm", "wait")


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row has: where it comes from, and whether that was read."""

    source: toml.Text
    status: Literal["verified", "unverified"]

    @property
    def verified(self) -> bool:
        """Whether somebody read the source."""
        return self.status == "verified"


class _Dated(_Row, frozen=True, kw_only=True):
    from_: date = msgspec.field(name="from")
    to: date | None = None


class Rule(_Dated, frozen=True, kw_only=True):
    """One group of people: when the need for their records is reviewed, and how long they may be kept."""

    group: Literal["group-1", "group-2", "group-3"]
    covers: str
    review_months: toml.Count
    keep_until_age: int | None = None
    basis: Literal["guidance", "policy"]
    citation: str

    @property
    def key(self) -> str:
        """How a decision names the rule it was made under."""
        return f"{self.group} from {self.from_}"


class Step(_Dated, frozen=True, kw_only=True):
    """So many days for one step of a review or disposal."""

    step: Literal["notice", "confirm", "wait"]
    days: int


class Question(_Row, frozen=True, kw_only=True):
    """One question of the necessity test."""

    question: str
    asks: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: tuple[Rule, ...]
    step: tuple[Step, ...]
    question: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every row. Before a group's first day its first row is used."""

    groups: Mapping[str, tuple[Rule, ...]]
    steps: Mapping[str, tuple[Step, ...]]
    questions: tuple[Question, ...]

    def rule(self, group: str, on: date) -> Rule:
        """The rule for a group, as it stood on that day."""
        return _at(self.groups[group], on)

    def days(self, step: str, on: date) -> int:
        """Days for a step ("notice", "confirm", "wait"), as they stood on that day."""
        return _at(self.steps[step], on).days


D = TypeVar("D", bound=_Dated)


def _at(rows: tuple[D, ...], on: date) -> D:
    for row in reversed(rows):
        if row.from_ <= on:
            return row
    return rows[0]


def load(path: Path = _FILE) -> Schedule:
    """
    Read and check a schedule.

    Raises
        BadInput: unknown or missing field, wrong type, a group or step without a row in force; the
            message names the file and the row.
    """
    file = toml.read(path, _File)
    return Schedule(
        groups={
            name: _series(path.name, name, [row for row in file.group if row.group == name])
            for name in GROUPS
        },
        steps={
            name: _series(path.name, name, [row for row in file.step if row.step == name]) for name in STEPS
        },
        questions=file.question,
    )


def _series(file: str, name: str, rows: list[D]) -> tuple[D, ...]:
    in_order = tuple(sorted(rows, key=lambda row: row.from_))
    if not in_order or in_order[-1].to is not None:
        raise BadInput(f"{file}: {name}: no row is in force today. Leave “to” out of the last one.")
    return in_order


@cache
def current() -> Schedule:
    """The schedule that this installation runs, read once."""
    return load()
