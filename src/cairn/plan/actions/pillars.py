"""The four pillars of a risk management plan (MAPPA Guidance; HMPPS four pillars)."""

from __future__ import annotations

from django.db import models


class Pillar(models.TextChoices):
    """One of the four."""

    SUPERVISION = "supervision", "Supervision"
    MONITORING = "monitoring-and-control", "Monitoring and control"
    INTERVENTIONS = "interventions-and-treatment", "Interventions and treatment"
    VICTIM_SAFETY = "victim-safety", "Victim safety"
