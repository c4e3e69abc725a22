"""The rules by which the ledger is asked questions, as data: anomalies.toml beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from cairn import toml
from cairn.errors import BadInput

_FILE = Path(__file__).with_name("anomalies.toml")
# The one rule that asks about changes and not about looks.
APPROVALS = "approvals"
# The figures that each rule needs; a rule is not left out, because a list that is missing reads as an empty one.
FIGURES: Mapping[str, frozenset[str]] = {
    "own-name": frozenset(),
    "outside-caseload": frozenset({"records", "roles"}),
    "bulk": frozenset({"records", "minutes"}),
    "out-of-hours": frozenset(),
    "repeated": frozenset({"days"}),
    "break-glass": frozenset(),
    "refused": frozenset({"refusals", "minutes"}),
    APPROVALS: frozenset({"approvals", "minutes"}),
}
_WORDS = frozenset({"title", "asks", "innocent"})
_SATURDAY = 5


class AnomalyRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: what is listed, what may lie behind it, its figures and why they are so."""

    title: str
    asks: str
    innocent: str
    reason: str = ""
    records: toml.Count = 1
    refusals: toml.Count = 1
    approvals: toml.Count = 1
    minutes: toml.Count = 60
    days: toml.Count = 1
    roles: tuple[str, ...] = ()
    key: str = ""


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    starts: str
    ends: str
    weekends: bool
    reason: str
    agency: UUID | None = None


@dataclass(frozen=True, slots=True)
class WorkingHours:
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
class AnomalyRules:
    """Every rule by its key, and the hours: the first without an agency are everybody else's."""

    every: Mapping[str, AnomalyRule]
    hours: tuple[WorkingHours, ...]

    def hours_of(self, agency_id: UUID) -> WorkingHours:
        """An agency's own hours, or the default."""
        own = next((row for row in self.hours if row.agency == agency_id), None)
        return own or next(row for row in self.hours if row.agency is None)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: dict[str, dict[str, Any]]
    hours: tuple[dict[str, Any], ...] = ()


@cache
def rules() -> AnomalyRules:
    """The rules in use; read once."""
    return load()


def load(path: Path = _FILE) -> AnomalyRules:
    """
    Read and check a file of rules.

    Raises
        BadInput: an unknown or missing rule, figure or word; a time that is none; no default hours.
    """
    file = toml.read(path, _File)
    toml.named(file.rule, FIGURES, f"{path.name}: rule")
    every = {key: _rule(f"{path.name}: rule {key}", key, file.rule[key]) for key in FIGURES}
    hours = tuple(_hours(f"{path.name}: hours {number}", raw) for number, raw in enumerate(file.hours, 1))
    if not any(row.agency is None for row in hours):
        raise BadInput(f"{path.name}: hours without an agency are missing. They are everybody else's.")
    return AnomalyRules(every, hours)


def _rule(where: str, key: str, raw: Mapping[str, Any]) -> AnomalyRule:
    figures = FIGURES[key]
    toml.named(raw, _WORDS | figures | ({"reason"} if figures else set()), where)
    return msgspec.structs.replace(toml.typed(raw, where, AnomalyRule), key=key)


def _hours(where: str, raw: Mapping[str, Any]) -> WorkingHours:
    row = toml.typed(raw, where, _Written)
    try:
        starts, ends = time.fromisoformat(row.starts), time.fromisoformat(row.ends)
    except ValueError as error:
        raise BadInput(f'{where}: {error}. Write times as "07:00".') from error
    if starts >= ends:
        raise BadInput(f"{where}: starts must be before ends.", field="starts")
    return WorkingHours(starts, ends, row.weekends, row.reason, row.agency)
