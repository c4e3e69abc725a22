"""Partners see the level of risk; visits are the owner's."""

from __future__ import annotations

from cairn.access.policies import Audience, Security, TableSecurity

TABLES: tuple[Security, ...] = (
    TableSecurity(
        "supervision_riskassessment", sees=Audience.PARTNERS, history="supervision_riskassessmenthistory"
    ),
    TableSecurity("supervision_visit", history="supervision_visithistory"),
)
