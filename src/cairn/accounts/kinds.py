"""The kinds of agency whose people sign in."""

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
