"""Partners see the level of risk if their purpose needs it; visits are the owner's."""

from __future__ import annotations

from cairn.access.policies import Security, TableSecurity

TABLES: tuple[Security, ...] = (
    TableSecurity("supervision_riskassessment", "risk", history="supervision_riskassessmenthistory"),
    TableSecurity("supervision_visit", "visits", history="supervision_visithistory"),
)
