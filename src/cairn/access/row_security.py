"""Guarded tables of this room, and of the ledger, which stands below it."""

from __future__ import annotations

from cairn.access.policies import OpenTable, Security, SpecialTable, literal
from cairn.access.roles import CASE_ROLES, RECORD_KEEPERS, Role

_MINE = f"agency_id = (SELECT cairn_case_agency({literal(CASE_ROLES)}))"
_MINE_AS_KEEPER = f"agency_id = (SELECT cairn_case_agency({literal(RECORD_KEEPERS)}))"
_AUDITED = f"agency_id = (SELECT cairn_case_agency({literal([Role.AUDITOR])}))"
_MY_ACT = "actor_id = (SELECT cairn_user_id())"

TABLES: tuple[Security, ...] = (
    OpenTable("access_agency", "organisations", rights="SELECT, INSERT, UPDATE"),
    OpenTable("access_team", "organisations", rights="SELECT, INSERT, UPDATE"),
    OpenTable("access_syntheticmark", "whether every person here is invented", rights="SELECT"),
    OpenTable("access_user", "staff", rights="SELECT, INSERT, UPDATE"),
    SpecialTable(
        # An auditor reads their agency's acts, everybody their own. Nobody changes an entry, and
        # nobody writes one in another's name.
        "ledger_entry",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", f"{_MY_ACT} OR {_AUDITED}", None),
            ("cairn_insert", "INSERT", None, _MY_ACT),
        ),
    ),
    SpecialTable(
        # Who works with a nominal is known to all who work with that nominal. The first partnership
        # makes its agency the owner; after that only the owner brings others in.
        "access_partnership",
        rights="SELECT, INSERT, UPDATE",
        policies=(
            ("cairn_select", "SELECT", f"{_MINE} OR cairn_sees(nominal_id)", None),
            (
                "cairn_insert",
                "INSERT",
                None,
                (
                    f"(relation = 'owner' AND {_MINE_AS_KEEPER} AND cairn_unowned(nominal_id)) "
                    "OR cairn_owns(nominal_id)"
                ),
            ),
            ("cairn_update", "UPDATE", "cairn_owns(nominal_id)", "cairn_owns(nominal_id)"),
        ),
    ),
    SpecialTable(
        "access_partnershiphistory",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", f"{_MINE} OR cairn_sees(nominal_id)", None),
            ("cairn_insert", "INSERT", None, f"{_MINE_AS_KEEPER} OR cairn_owns(nominal_id)"),
        ),
    ),
)
