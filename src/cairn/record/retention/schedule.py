"""
The retention schedule, as dated data: schedule.toml beside this module, which a force edits.

Source: Data Protection Act 2018 s.39(2): time limits for periodic review must be set.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from cairn.errors import BadInput

_FILE = Path(__file__).with_name("schedule.toml")
GROUPS = ("group-1", "group-2", "group-3")
STEPS = ("notice", "confirm", "wait")
R = TypeVar("R", bound="_Row")


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row has: where it comes from, and whether that was read."""

    source: str
    status: str

    @property
    def verified(self) -> bool:
        """Whether somebody read the source."""
        return self.status == "verified"


class _Dated(_Row, frozen=True, kw_only=True):
    from_: date = msgspec.field(name="from")
    to: date | None = None


class Rule(_Dated, frozen=True, kw_only=True):
    """One group of people: when the need for their records is reviewed, and how long they may be kept."""

    group: str
    covers: str
    review_months: int
    keep_until_age: int | None = None
    basis: str
    citation: str

    @property
    def key(self) -> str:
        """How a decision names the rule it was made under."""
        return f"{self.group} from {self.from_}"


class Step(_Dated, frozen=True, kw_only=True):
    """So many days for one step of a review or disposal."""

    step: str
    days: int


class Question(_Row, frozen=True, kw_only=True):
    """One question of the necessity test."""

    question: str
    asks: str


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
    try:
        tables = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path.name}: not TOML: {error}") from error
    unknown = set(tables) - {"group", "step", "question"}
    if unknown:
        raise BadInput(f"{path.name}: unknown table {sorted(unknown)}; allowed are group, step and question")
    rules = _rows(path.name, tables, "group", Rule)
    steps = _rows(path.name, tables, "step", Step)
    for rule in rules:
        if rule.review_months < 1 or rule.basis not in {"guidance", "policy"} or rule.group not in GROUPS:
            raise BadInput(
                f"{path.name}: {rule.group}: at least 1 month, and a basis of guidance or policy, are wanted"
            )
    return Schedule(
        groups={
            name: _series(path.name, name, [row for row in rules if row.group == name]) for name in GROUPS
        },
        steps={name: _series(path.name, name, [row for row in steps if row.step == name]) for name in STEPS},
        questions=tuple(_rows(path.name, tables, "question", Question)),
    )


def _rows(file: str, tables: Mapping[str, Any], name: str, kind: type[R]) -> list[R]:
    found = []
    for number, raw in enumerate(tables.get(name, []), start=1):
        try:
            row = msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            raise BadInput(f"{file}: {name} {number}: {error}") from error
        if row.status not in {"verified", "unverified"} or not row.source:
            raise BadInput(f"{file}: {name} {number}: needs a source, and a status: verified or unverified")
        found.append(row)
    return found


def _series(file: str, name: str, rows: list[D]) -> tuple[D, ...]:
    in_order = tuple(sorted(rows, key=lambda row: row.from_))
    if not in_order or in_order[-1].to is not None:
        raise BadInput(f"{file}: {name}: no row is in force today; leave 'to' out of the last one")
    return in_order


@cache
def current() -> Schedule:
    """The schedule that this installation runs, read once."""
    return load()
