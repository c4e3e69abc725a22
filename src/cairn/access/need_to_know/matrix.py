"""
The matrix of need-to-know, read once from matrix.toml beside this module.

The database's policies are made from it (`cairn.access.policies`), and so are the pages that say in words
what somebody may see and why (`cairn.access.access_basis`). The table in docs/operators/need-to-know.md is too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cairn.access.kinds import Purpose
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.errors import BadInput

_FILE = Path(__file__).with_name("matrix.toml")


@dataclass(frozen=True, slots=True)
class FactKind:
    """
    A kind of fact, and who reads it.

    Parameters
        roles: of the agency that owns the record.
        purposes: a partner's purposes that need it; none: the owner's alone.
        partner_roles: of such a partner's people.
    """

    kind: str
    label: str
    roles: frozenset[Role]
    purposes: frozenset[Purpose]
    partner_roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class WhoMay:
    """Roles, in agencies of some kinds."""

    roles: frozenset[Role]
    agency_kinds: frozenset[AgencyKind]

    def includes(self, role: str, kind: str) -> bool:
        """Whether a role in an agency of this kind is meant."""
        return role in self.roles and kind in self.agency_kinds


@dataclass(frozen=True, slots=True)
class UnsharedRule(WhoMay):
    """Who is told that a record exists outside their partnerships."""


@dataclass(frozen=True, slots=True)
class BreakGlassRule(WhoMay):
    """Who may open a record outside their partnerships, for how long, and how soon that is reviewed."""

    hours: int
    review_hours: int


@dataclass(frozen=True, slots=True)
class TransferRule:
    """How long an offer of a record stands, and how long its former owner stays a partner, in days."""

    offer_days: int
    overlap_days: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole of need-to-know."""

    facts: Mapping[str, FactKind]
    break_glass: BreakGlassRule
    unshared: UnsharedRule
    transfer: TransferRule

    def read_by(self, role: Role, purpose: Purpose | None) -> tuple[FactKind, ...]:
        """The kinds that a role reads: of the owner (no purpose), or of a partner with this purpose."""
        if purpose is None:
            return tuple(fact for fact in self.facts.values() if role in fact.roles)
        return tuple(
            fact for fact in self.facts.values() if purpose in fact.purposes and role in fact.partner_roles
        )


@cache
def matrix() -> Matrix:
    """The matrix that this installation runs."""
    return load()


def load(path: Path = _FILE) -> Matrix:
    """
    Read and check a matrix.

    Raises
        BadInput: an unknown role, purpose, agency kind or key, a role that opens no records, or a key missing.
    """
    try:
        return _checked(tomllib.loads(path.read_text()), path)
    except KeyError as missing:
        raise BadInput(f"{path.name}: {missing} is missing") from missing


def _checked(raw: Mapping[str, Any], path: Path) -> Matrix:
    unknown = set(raw) - {"fact", "break_glass", "unshared", "transfer"}
    if unknown:
        raise BadInput(f"{path.name}: unknown table {sorted(unknown)}")
    facts = [_fact(row) for row in raw["fact"]]
    if len({fact.kind for fact in facts}) != len(facts):
        raise BadInput(f"{path.name}: a kind of fact is given twice")
    glass, unshared, transfer = raw["break_glass"], raw["unshared"], raw["transfer"]
    return Matrix(
        facts={fact.kind: fact for fact in facts},
        break_glass=BreakGlassRule(
            roles=_roles("break_glass", glass["roles"]),
            agency_kinds=_agency_kinds("break_glass", glass["agency_kinds"]),
            hours=_positive("break_glass", glass["hours"]),
            review_hours=_positive("break_glass", glass["review_hours"]),
        ),
        unshared=UnsharedRule(
            roles=_roles("unshared", unshared["roles"]),
            agency_kinds=_agency_kinds("unshared", unshared["agency_kinds"]),
        ),
        transfer=TransferRule(
            offer_days=_positive("transfer", transfer["offer_days"]),
            overlap_days=_positive("transfer", transfer["overlap_days"]),
        ),
    )


def _fact(row: Mapping[str, Any]) -> FactKind:
    where = f"fact {row.get('kind')}"
    unknown = set(row) - {"kind", "label", "roles", "purposes", "partner_roles"}
    if unknown:
        raise BadInput(f"{where}: unknown key {sorted(unknown)}")
    return FactKind(
        kind=row["kind"],
        label=row["label"],
        roles=_roles(where, row["roles"]),
        purposes=_purposes(where, row["purposes"]),
        partner_roles=_roles(where, row.get("partner_roles", "all")),
    )


def _roles(where: str, given: Any) -> frozenset[Role]:
    if given == "all":
        return CASE_ROLES
    wrong = [role for role in given if role not in CASE_ROLES]
    if wrong:
        raise BadInput(f"{where}: {wrong} are no roles that open records; those are {sorted(CASE_ROLES)}")
    return frozenset(Role(role) for role in given)


def _purposes(where: str, given: Any) -> frozenset[Purpose]:
    if given == "all":
        return frozenset(Purpose)
    wrong = [purpose for purpose in given if purpose not in Purpose.values]
    if wrong:
        raise BadInput(f"{where}: {wrong} are no purposes; those are {sorted(Purpose.values)}")
    return frozenset(Purpose(purpose) for purpose in given)


def _agency_kinds(where: str, given: Any) -> frozenset[AgencyKind]:
    wrong = [kind for kind in given if kind not in AgencyKind.values]
    if wrong:
        raise BadInput(f"{where}: {wrong} are no kinds of agency; those are {sorted(AgencyKind.values)}")
    return frozenset(AgencyKind(kind) for kind in given)


def _positive(where: str, given: Any) -> int:
    if type(given) is not int or given < 1:
        raise BadInput(f"{where}: {given!r} is not a whole number of at least 1")
    return given
