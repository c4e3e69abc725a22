"""Guarded tables of this room; those of the ledger, which stands below it, are beside (`ledger_security`)."""

from __future__ import annotations

from cairn.access import ledger_security, staff_security
from cairn.access.policies import OpenTable, Security, SpecialTable, literal
from cairn.access.roles import CASE_ROLES, RECORD_KEEPERS

_MINE = f"agency_id = (SELECT cairn_case_agency({literal(CASE_ROLES)}))"
_MINE_AS_KEEPER = f"agency_id = (SELECT cairn_case_agency({literal(RECORD_KEEPERS)}))"

TABLES: tuple[Security, ...] = (
    OpenTable("access_syntheticmark", "whether every person here is invented", rights="SELECT"),
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
    *staff_security.TABLES,
    *ledger_security.TABLES,
)
