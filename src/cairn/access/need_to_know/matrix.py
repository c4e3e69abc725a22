"""
The matrix of need-to-know, read once from matrix.toml beside this module.

The database's policies are made from it (`cairn.access.policies`), and so are the pages that say in words
what somebody may see and why (`cairn.access.access_basis`). The table in docs/operators/need-to-know.md is too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from cairn import toml
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


Roles = Literal["all"] | tuple[Role, ...]


class _Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    label: str
    roles: Roles
    purposes: Literal["all"] | tuple[Purpose, ...]
    partner_roles: Roles = "all"


class _Unshared(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    roles: Roles
    agency_kinds: tuple[AgencyKind, ...]
    source: str = ""


class _BreakGlass(_Unshared, frozen=True, forbid_unknown_fields=True, kw_only=True):
    hours: toml.Count
    review_hours: toml.Count


class _Transfer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    offer_days: toml.Count
    overlap_days: toml.Count
    source: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fact: tuple[_Fact, ...]
    break_glass: _BreakGlass
    unshared: _Unshared
    transfer: _Transfer


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
    file = toml.read(path, _File)
    facts = [_fact(row, f"{path.name}: fact {row.kind}") for row in file.fact]
    if len({fact.kind for fact in facts}) != len(facts):
        raise BadInput(f"{path.name}: a kind of fact is given twice.", field="fact")
    glass, unshared = file.break_glass, file.unshared
    return Matrix(
        facts={fact.kind: fact for fact in facts},
        break_glass=BreakGlassRule(
            roles=_roles(glass.roles, f"{path.name}: break_glass"),
            agency_kinds=frozenset(glass.agency_kinds),
            hours=glass.hours,
            review_hours=glass.review_hours,
        ),
        unshared=UnsharedRule(
            roles=_roles(unshared.roles, f"{path.name}: unshared"),
            agency_kinds=frozenset(unshared.agency_kinds),
        ),
        transfer=TransferRule(file.transfer.offer_days, file.transfer.overlap_days),
    )


def _fact(row: _Fact, where: str) -> FactKind:
    return FactKind(
        kind=row.kind,
        label=row.label,
        roles=_roles(row.roles, where),
        purposes=frozenset(Purpose) if row.purposes == "all" else frozenset(row.purposes),
        partner_roles=_roles(row.partner_roles, where),
    )


def _roles(written: Roles, where: str) -> frozenset[Role]:
    """
    Raises
        BadInput: a role that opens no records.
    """
    if written == "all":
        return CASE_ROLES
    if wrong := set(written) - CASE_ROLES:
        raise BadInput(
            f"{where}: {', '.join(sorted(wrong))} opens no records. Allowed: {', '.join(sorted(CASE_ROLES))}.",
            field="roles",
        )
    return frozenset(written)
