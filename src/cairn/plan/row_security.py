"""The plan is every partner's whose purpose needs it; an agency reads and changes the actions it owes."""

from __future__ import annotations

from cairn.access.policies import Security, TableSecurity

TABLES: tuple[Security, ...] = (
    TableSecurity("plan_managementlevel", "plan", history="plan_managementlevelhistory"),
    TableSecurity("plan_plan", "plan", history="plan_planhistory"),
    TableSecurity("plan_action", "plan", agency="agency_id", history="plan_actionhistory"),
)
