"""What each act asks. Forms check form; whether it may be so, the services say."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.accounts.agencies.queries import active_agencies
from cairn.record.addresses.models import AddressKind, ChildAtAddress
from cairn.record.custody.models import AwayKind
from cairn.record.identity.models import IdentifierKind, NameKind
from cairn.record.orders.queries import kinds_offered
from cairn.supervision.risk.models import RiskLevel
from cairn.supervision.visits.models import VisitOutcome
from cairn.web.base.forms import DayField
from cairn.web.plan.agency_field import AgencyField, offer

_WHY_THIS_LEVEL = {"required": "Enter the reason for this level"}


def _long(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RiskForm(forms.Form):
    """A risk level, and why."""

    level = forms.ChoiceField(
        label="Risk of serious harm", choices=RiskLevel.choices, widget=forms.RadioSelect
    )
    set_on = DayField(label="Date set")
    reason = forms.CharField(
        label="Why this level",
        help_text="What you know that makes it this level.",
        error_messages=_WHY_THIS_LEVEL,
        widget=_long(),
    )


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
    observations = forms.CharField(label="What you saw and heard", required=False, widget=_long())


class LevelForm(forms.Form):
    """A MAPPA level, who leads, and why."""

    level = forms.TypedChoiceField(
        label="MAPPA level",
        choices=[(1, "Level 1: ordinary agency management"), (2, "Level 2"), (3, "Level 3")],
        coerce=int,
        widget=forms.RadioSelect,
    )
    lead_agency = AgencyField(label="Lead agency")
    set_on = DayField(label="Date decided")
    reason = forms.CharField(label="Why this level", error_messages=_WHY_THIS_LEVEL, widget=_long())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead_agency", active_agencies())


class TimeAwayForm(forms.Form):
    """Custody, hospital or time abroad."""

    kind = forms.ChoiceField(label="Where they are", choices=AwayKind.choices, widget=forms.RadioSelect)
    began = DayField(label="Date it began")
    ended = DayField(
        label="Date of release, discharge or return",
        help_text="Leave empty if they are still there.",
        required=False,
    )
    place = forms.CharField(label="Prison, hospital or country", required=False, max_length=120)


class OrderForm(forms.Form):
    """An order of a court: which, from when until when, and what it says."""

    kind = forms.ChoiceField(label="Which order")
    made_on = DayField(label="Date made")
    served_on = DayField(label="Date served", help_text="Leave empty if it is the same day.", required=False)
    in_force_on = DayField(
        label="Date it came or comes into force",
        help_text="Leave empty if it is the same day.",
        required=False,
    )
    until = DayField(
        label="Last day in force",
        help_text="An order of five years made on 4 March 2025 ends on 3 March 2030.",
        required=False,
    )
    further_order = forms.BooleanField(label="It runs until further order", required=False)
    travel_ban = forms.BooleanField(label="It forbids travel abroad", required=False)
    court = forms.CharField(label="Court", required=False, max_length=120)
    terms = forms.CharField(
        label="Prohibitions and requirements",
        help_text="In the court's words.",
        required=False,
        widget=_long(8),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose"), *kinds_offered()]  # type: ignore[attr-defined]


class OrderEndForm(forms.Form):
    """The day on which an order was discharged, or ended by another."""

    ended_on = DayField(label="Date it ended")
    ended_how = forms.CharField(
        label="How it ended",
        help_text="Such as: discharged on application, or replaced by another order.",
        required=False,
        max_length=200,
    )


class ReleaseForm(forms.Form):
    """The day on which time away ended."""

    ended = DayField(label="Date of release, discharge or return")


class AddressForm(forms.Form):
    """A place, what it is to the person, and from when."""

    kind = forms.ChoiceField(
        label="What it is to them",
        help_text="A new home address, or no fixed abode, ends the one before on that day.",
        choices=AddressKind.choices,
        widget=forms.RadioSelect,
    )
    lines = forms.CharField(
        label="Address, or where they can regularly be found",
        max_length=300,
        widget=_long(3),
    )
    postcode = forms.CharField(label="Postcode", required=False, max_length=8)
    starts = DayField(label="From")
    ends = DayField(label="Until", help_text="Leave empty if it is current.", required=False)
    child = forms.ChoiceField(
        label="Does a child live or stay there?",
        choices=ChildAtAddress.choices,
        initial=ChildAtAddress.NOT_KNOWN,
        widget=forms.RadioSelect,
    )


class NameForm(forms.Form):
    """A name the person has or uses."""

    kind = forms.ChoiceField(label="What name it is", choices=NameKind.choices, widget=forms.RadioSelect)
    forenames = forms.CharField(label="Forenames", required=False, max_length=120)
    surname = forms.CharField(label="Surname, or the online name", max_length=120)
    used_from = DayField(label="Used from", help_text="If known.", required=False)
    used_until = DayField(label="Used until", help_text="If known.", required=False)
    shown = forms.BooleanField(label="Show this name on their pages from now on", required=False)
    source = forms.CharField(label="How we know", required=False, max_length=200)


class IdentifierForm(forms.Form):
    """A number that another system knows the person by."""

    kind = forms.ChoiceField(label="Which number", choices=IdentifierKind.choices, widget=forms.RadioSelect)
    raw = forms.CharField(
        label="The number",
        help_text="As it is written. A wrong check letter is shown as a warning, and the number is kept.",
        max_length=40,
    )
    source = forms.CharField(label="How we know", required=False, max_length=120)


class PhotographForm(forms.Form):
    """A photograph and the day it was taken."""

    taken_on = DayField(label="Date taken")
    # What is far too large is let go of as it comes (settings.FILE_UPLOAD_HANDLERS), and is then missing.
    image = forms.FileField(
        label="Photograph",
        help_text="JPEG or PNG, up to 5 MB.",
        error_messages={"required": "Choose a JPEG or PNG picture of 5 MB or less"},
    )
