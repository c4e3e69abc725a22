"""The web side of MAPPA levels."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.accounts.agencies.queries import active_agencies
from cairn.plan.level.services import LEADING
from cairn.plan.level.subject import LEVEL
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.plan.agency_field import AgencyField, offer
from cairn.web.subjects.declaration import WebSubject


class LevelForm(forms.Form):
    """A MAPPA level, who leads, and why."""

    level = forms.TypedChoiceField(
        label="MAPPA level",
        help_text="Level 2 and 3 are decided by a meeting, or by the coordinator on a referral. An officer refers.",
        choices=[(1, "Level 1: ordinary agency management"), (2, "Level 2"), (3, "Level 3")],
        coerce=int,
        widget=forms.RadioSelect,
    )
    lead_agency = AgencyField(label="Lead agency")
    set_on = DayField(label="Date decided")
    reason = TextField(
        label="Why this level",
        error_messages={"required": "Enter the reason for this level"},
        widget=long_text(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead_agency", [each for each in active_agencies() if each.kind in LEADING])


WEB = WebSubject(subject=LEVEL, form=LevelForm, latest_stands=True)
