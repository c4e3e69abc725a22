"""
The owner sees every duty; a partner the standing, the plan's duties, and what its own agency owes.

Rows carry their owner, so that an owner's worklist costs no look-up a row; a change of owner
recomputes them. Only a recomputation writes here.
"""

from __future__ import annotations

from cairn.access.policies import Security, SpecialTable, literal
from cairn.access.roles import CASE_ROLES

_AGENCY = f"(SELECT cairn_case_agency({literal(CASE_ROLES)}))"
_RECOMPUTED = "nominal_id = (SELECT cairn_recomputed())"
_PARTNER = (
    f"EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = {{table}}.nominal_id "
    f"AND p.agency_id = {_AGENCY} AND p.starts <= (SELECT cairn_today()) "
    f"AND (p.until IS NULL OR p.until >= (SELECT cairn_today())))"
)


def _projection(table: str, owner: str, partner: str) -> SpecialTable:
    sees = f"{owner} = {_AGENCY} OR {_RECOMPUTED} OR ({partner})"
    return SpecialTable(
        table,
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(
            ("cairn_select", "SELECT", sees, None),
            ("cairn_insert", "INSERT", None, _RECOMPUTED),
            ("cairn_update", "UPDATE", _RECOMPUTED, _RECOMPUTED),
            ("cairn_delete", "DELETE", _RECOMPUTED, None),
        ),
    )


TABLES: tuple[Security, ...] = (
    _projection("clock_standing", "agency_id", _PARTNER.format(table="clock_standing")),
    _projection(
        "clock_duty",
        "owner_id",
        f"(agency_id = {_AGENCY} OR basis = 'plan') AND {_PARTNER.format(table='clock_duty')}",
    ),
)
