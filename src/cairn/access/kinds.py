"""The closed words of this room: kinds of agency, and why one works with a person."""

from __future__ import annotations

from django.db import models


class AgencyKind(models.TextChoices):
    """The kinds of agency that MAPPA joins (CJA 2003 s.325(6)), and those beside it."""

    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    PRISON = "prison", "Prison"
    HEALTH = "health", "Health"
    LOCAL_AUTHORITY = "local-authority", "Local authority"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    HOUSING = "housing", "Housing"
    EDUCATION = "education", "Education"
    DWP = "dwp", "Jobcentre Plus (DWP)"
    MONITORING = "electronic-monitoring", "Electronic monitoring"
    IMMIGRATION = "immigration", "Immigration enforcement"
    OTHER = "other", "Other"


class Purpose(models.TextChoices):
    """Why a partner works with a person; what it reads follows (need_to_know/matrix.toml)."""

    RISK_MANAGEMENT = "risk-management", "Managing the risk together (MAPPA)"
    CUSTODY = "custody", "Prison and release"
    ACCOMMODATION = "accommodation", "Accommodation"
    CHILD_SAFEGUARDING = "child-safeguarding", "Safeguarding a child"
    TREATMENT = "treatment", "Health and treatment"
    MONITORING = "monitoring", "Electronic monitoring"
    WORK_AND_BENEFITS = "work-and-benefits", "Work and benefits"
