"""The closed words of this room: why an agency works with a person."""

from __future__ import annotations

from django.db import models


class Purpose(models.TextChoices):
    """Why a partner works with a person; what it reads follows (need_to_know/matrix.toml)."""

    RISK_MANAGEMENT = "risk-management", "Managing the risk together (MAPPA)"
    CUSTODY = "custody", "Prison and release"
    ACCOMMODATION = "accommodation", "Accommodation"
    CHILD_SAFEGUARDING = "child-safeguarding", "Safeguarding a child"
    TREATMENT = "treatment", "Health and treatment"
    MONITORING = "monitoring", "Electronic monitoring"
    WORK_AND_BENEFITS = "work-and-benefits", "Work and benefits"
