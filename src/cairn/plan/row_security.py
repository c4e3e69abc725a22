"""The plan is every partner's; an agency changes the actions it owes."""

from __future__ import annotations

from cairn.access.policies import Audience, Security, TableSecurity

TABLES: tuple[Security, ...] = (
    TableSecurity("plan_managementlevel", sees=Audience.PARTNERS, history="plan_managementlevelhistory"),
    TableSecurity("plan_plan", sees=Audience.PARTNERS, history="plan_planhistory"),
    TableSecurity("plan_action", sees=Audience.PARTNERS, agency="agency_id", history="plan_actionhistory"),
)
