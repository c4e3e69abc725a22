"""The web side of risk assessments."""

from __future__ import annotations

from django import forms

from cairn.supervision.risk.models import RiskAssessment, RiskLevel
from cairn.supervision.risk.subject import RISK
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.subjects.declaration import WebSubject


class RiskForm(forms.Form):
    """A risk level, and why."""

    level = forms.ChoiceField(
        label="Risk of serious harm", choices=RiskLevel.choices, widget=forms.RadioSelect
    )
    set_on = DayField(label="Date set")
    reason = TextField(
        label="Why this level",
        help_text="What you know that makes it this level.",
        error_messages={"required": "Enter the reason for this level"},
        widget=long_text(),
    )


_GRAVE = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})


def _warning(row: RiskAssessment) -> str:
    if row.level not in _GRAVE:
        return ""
    return f"{row.get_level_display()} risk of serious harm, set on {day(row.set_on)}: {row.reason}"


WEB = WebSubject(subject=RISK, form=RiskForm, warning=_warning, latest_stands=True, none="Risk not assessed.")
