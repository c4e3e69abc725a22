"""How a worklist is narrowed: whose, in what state, of what kind, at what risk. All in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from cairn.clock.worklist.queries import SCOPES
from cairn.supervision.risk.models import RiskLevel

KINDS = {
    "initial": "Initial notification",
    "change": "Change",
    "periodic": "Annual or weekly notification",
    "travel": "Foreign travel",
    "return": "Return from abroad",
    "find-out": "Something to find out",
    "confirm-death": "Reported death to confirm",
    "visit": "Home visit",
    "whereabouts": "Whereabouts to find out",
    "no-contact": "No contact",
    "risk-assessment": "Risk assessment",
    "referral-decision": "MAPPA referral to decide",
    "mappa-meeting": "MAPPA meeting",
    "level-1-review": "Review at MAPPA level 1",
    "level-1-endorsement": "Review to endorse",
    "level-setting": "MAPPA level before release",
    "access-review": "Emergency opening to review",
    "action": "Action in a plan",
    "action-declined": "Action declined",
    "action-answer": "Answer about an action",
    "news": "News from an agency",
    "retention-review": "Review of retention",
    "disposal-check": "Check of a disposal",
    "subject-access": "Subject access request",
}
STATES = {
    "overdue": "Overdue",
    "soon": "Due within 7 days",
    "later": "Due later",
    "suspended": "Clock stopped",
    "possible": "If registrable",
}


class WorklistFilter(forms.Form):
    """The page's filters; a value that is none of ours is as good as none."""

    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES.items()])
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *KINDS.items()])
    risk = forms.ChoiceField(label="Risk level", required=False, choices=[("", "All"), *RiskLevel.choices])
    scope = forms.ChoiceField(
        required=False, choices=[(name, name) for name in SCOPES], widget=forms.HiddenInput
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def asked(self) -> Mapping[str, Any]:
        """What was asked for that can be answered."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
