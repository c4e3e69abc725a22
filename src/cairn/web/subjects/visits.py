"""The web side of visits."""

from __future__ import annotations

from django import forms

from cairn.supervision.visits.models import EntrySought, VisitOutcome
from cairn.supervision.visits.subject import VISIT
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.subjects.declaration import WebSubject


class VisitForm(forms.Form):
    """How a visit went."""

    visited_on = DayField(label="Date of the visit")
    outcome = forms.ChoiceField(
        label="What happened",
        help_text="Only a visit at which the person was seen counts towards the visit interval.",
        choices=VisitOutcome.choices,
        widget=forms.RadioSelect,
    )
    announced = forms.BooleanField(label="They knew that we were coming", required=False)
    entry_sought = forms.ChoiceField(
        label="If you were not let in: did you seek entry in order to search the home and assess the risk?",
        help_text="An entry warrant rests on two such occasions (Sexual Offences Act 2003 s.96B).",
        choices=EntrySought.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    observations = TextField(label="What you saw and heard", required=False, widget=long_text())


WEB = WebSubject(subject=VISIT, form=VisitForm)
