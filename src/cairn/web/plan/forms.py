"""What the plan's pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from cairn.accounts.models import Agency
from cairn.plan.actions.models import Pillar
from cairn.web.base.forms import DayField, TextField
from cairn.web.plan.agency_field import AgencyField, offer


class PlanForm(forms.Form):
    """A plan that was agreed."""

    agreed_on = DayField(label="Date agreed")
    summary = TextField(
        label="Summary", help_text="In a few lines.", required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class ActionForm(forms.Form):
    """Something an agency will do, by a day."""

    pillar = forms.ChoiceField(label="Part of the plan", choices=Pillar.choices, widget=forms.RadioSelect)
    what = TextField(
        label="What will be done",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what will be done"},
    )
    agency = AgencyField(
        label="Which agency will do it",
        help_text="An agency that works with this person.",
        error_messages={"required": "Select the agency that will do it"},
    )
    due_on = DayField(label="Due date")

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)


class OutcomeForm(forms.Form):
    """What came of an action."""

    outcome = TextField(
        label="What was done, and what came of it",
        help_text="All agencies in the plan read this.",
        error_messages={"required": "Enter what was done, and what came of it"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
