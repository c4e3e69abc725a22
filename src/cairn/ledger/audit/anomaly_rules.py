"""The rules by which the ledger is asked questions, as data: anomalies.toml beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cairn.errors import BadInput

_FILE = Path(__file__).with_name("anomalies.toml")
# The figures that each rule needs; a rule is not left out, because a list that is missing reads as an empty one.
FIGURES: Mapping[str, frozenset[str]] = {
    "own-name": frozenset(),
    "outside-caseload": frozenset({"records", "roles"}),
    "bulk": frozenset({"records", "minutes"}),
    "out-of-hours": frozenset(),
    "repeated": frozenset({"days"}),
    "break-glass": frozenset(),
    "refused": frozenset({"refusals", "minutes"}),
}
_WORDS = frozenset({"title", "asks", "innocent"})
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """One question: what is listed, what may lie behind it, its figures and why they are so."""

    key: str
    title: str
    asks: str
    innocent: str
    reason: str = ""
    records: int = 1
    refusals: int = 1
    minutes: int = 60
    days: int = 1
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """When an agency's people work, on London's clock."""

    starts: time
    ends: time
    weekends: bool
    reason: str
    agency: UUID | None = None

    def closed_at(self, local: datetime) -> bool:
        """Whether this wall-clock time is out of hours; the end itself is."""
        weekend = local.weekday() >= _SATURDAY
        return (weekend and not self.weekends) or not self.starts <= local.time() < self.ends


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule by its key, and the hours: the first without an agency are everybody else's."""

    every: Mapping[str, Rule]
    hours: tuple[Hours, ...]

    def hours_of(self, agency_id: UUID) -> Hours:
        """An agency's own hours, or the default."""
        own = next((row for row in self.hours if row.agency == agency_id), None)
        return own or next(row for row in self.hours if row.agency is None)


@cache
def rules() -> Rules:
    """The rules in use; read once."""
    return load()


def load(path: Path = _FILE) -> Rules:
    """
    Read and check a file of rules.

    Raises
        BadInput: an unknown or missing rule, figure or word; a time that is none; no default hours.
    """
    try:
        tables = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path.name}: not TOML: {error}") from error
    given = tables.get("rule", {})
    if set(given) != set(FIGURES):
        raise BadInput(f"{path.name}: has the rules {sorted(given)}; wanted {sorted(FIGURES)}")
    every = {key: _rule(f"{path.name}: rule.{key}", key, given[key]) for key in FIGURES}
    hours = tuple(_hours(f"{path.name}: hours {n}", raw) for n, raw in enumerate(tables.get("hours", []), 1))
    if not any(row.agency is None for row in hours):
        raise BadInput(f"{path.name}: hours without an agency are missing: everybody else's")
    return Rules(every, hours)


def _rule(where: str, key: str, raw: Mapping[str, Any]) -> Rule:
    wanted = _WORDS | FIGURES[key] | ({"reason"} if FIGURES[key] else set())
    if set(raw) != wanted:
        raise BadInput(f"{where}: has {sorted(raw)}; wanted {sorted(wanted)}")
    for name in FIGURES[key] - {"roles"}:
        if type(raw[name]) is not int or raw[name] < 1:
            raise BadInput(f"{where}: {name} is {raw[name]!r}; a whole number of at least 1 is wanted")
    return Rule(key=key, **{**raw, **({"roles": tuple(raw["roles"])} if "roles" in raw else {})})


def _hours(where: str, raw: Mapping[str, Any]) -> Hours:
    allowed = {field.name for field in fields(Hours)}
    if set(raw) - allowed or allowed - {"agency"} - set(raw):
        raise BadInput(
            f"{where}: has {sorted(raw)}; wanted {sorted(allowed)}, of which 'agency' may be left out"
        )
    try:
        starts, ends = time.fromisoformat(raw["starts"]), time.fromisoformat(raw["ends"])
        agency = UUID(raw["agency"]) if "agency" in raw else None
    except ValueError as error:
        raise BadInput(f'{where}: {error}. Write times as "07:00" and an agency as its id.') from error
    if starts >= ends or type(raw["weekends"]) is not bool:
        raise BadInput(f"{where}: 'starts' must be before 'ends', and 'weekends' true or false")
    return Hours(starts, ends, raw["weekends"], str(raw["reason"]), agency)
