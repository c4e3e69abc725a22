"""What these pages ask. Forms check form; whether it may be so, the services say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from cairn.access.break_glass.models import Finding
from cairn.access.kinds import Purpose
from cairn.access.requests.services import MOST_DAYS
from cairn.access.restricted.models import Category, Ground
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.web.base.forms import DayField, TextField
from cairn.web.need_to_know.facts import Fact
from cairn.web.need_to_know.people_field import PeopleField, PersonField, offer_people
from cairn.web.need_to_know.words import kind_word
from cairn.web.plan.agency_field import AgencyField, offer


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _purpose(label: str = "What for") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Purpose.choices, widget=forms.RadioSelect)


def _days() -> forms.IntegerField:
    return forms.IntegerField(
        label="For how many days",
        help_text=f"1 to {MOST_DAYS}. Access ends by itself after the last day.",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )


class WhyForm(forms.Form):
    """A reason, and nothing else."""

    why = TextField(label="Why", widget=_long())


class ShareForm(forms.Form):
    """An agency to bring in: for what, and until when."""

    agency = AgencyField(label="Agency", error_messages={"required": "Select the agency"})
    purpose_kind = _purpose()
    purpose = TextField(
        label="The purpose in your words", help_text="All who work with the person read this.", max_length=200
    )
    until = DayField(label="Last day of access", help_text="Leave empty if no end is agreed.", required=False)

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)


class EndForm(forms.Form):
    """The last day on which an agency sees the record."""

    until = DayField(label="Last day of access")


class RestrictForm(forms.Form):
    """Why a record is for named people only, and who they are."""

    ground = forms.ChoiceField(label="Ground", choices=Ground.choices, widget=forms.RadioSelect)
    why = TextField(label="Why", help_text="The people you name read this.", widget=_long())
    readers = PeopleField(
        label="Who can open it",
        help_text="You are named in any case. Whoever manages the person should be.",
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, "readers", people)


class ReaderForm(forms.Form):
    """One more reader of a restricted record."""

    user = PersonField(
        label="Add a person who can open this record", error_messages={"required": "Select a person to add"}
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, "user", people)


class RestrictFactForm(forms.Form):
    """Why one fact is restricted, who can still see it, and whether others are told that something is."""

    category = forms.ChoiceField(
        label="Why it is restricted", choices=Category.choices, widget=forms.RadioSelect
    )
    why = TextField(
        label="The reason in your words",
        help_text="Only those who can still see the fact can read this.",
        widget=_long(),
    )
    roles = forms.MultipleChoiceField(
        label="Roles that can still see this",
        choices=[(role.value, role.label) for role in Role if role in CASE_ROLES],
        initial=[Role.OFFENDER_MANAGER.value, Role.SUPERVISOR.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one role that can still see this"},
    )
    agencies = forms.MultipleChoiceField(
        label="Partner agencies whose staff in those roles can see it",
        help_text="Your agency always can.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shown = forms.ChoiceField(
        label="What others are told",
        choices=[
            ("yes", "That something is withheld, and for which kind of reason"),
            ("no", "Nothing: not even that something is withheld"),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )

    also = forms.MultipleChoiceField(
        label="Restrict these too?",
        help_text="These contain the same text. Paraphrases are not detected.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, agencies: Sequence[Agency], alike: Sequence[Fact] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.alike = {str(row.row_id): row for row in alike}
        named = [(key, f"{kind_word(row.kept_in)}: {row.words}") for key, row in self.alike.items()]
        self.fields["also"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["also"]
        self.by_id = {str(agency.pk): agency for agency in agencies}
        choices = [(key, agency.name) for key, agency in self.by_id.items()]
        self.fields["agencies"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["agencies"]

    def clean_agencies(self) -> list[Agency]:
        """The agencies themselves."""
        return [self.by_id[key] for key in self.cleaned_data["agencies"]]

    def clean_also(self) -> list[Fact]:
        """The rows themselves."""
        return [self.alike[key] for key in self.cleaned_data["also"]]

    def clean_shown(self) -> bool:
        """Whether others are told."""
        return bool(self.cleaned_data["shown"] == "yes")


class OfferForm(forms.Form):
    """An agency to which a record is offered, and why it moves."""

    to_agency = AgencyField(
        label="Agency that would own the record", error_messages={"required": "Select the agency"}
    )
    why = TextField(label="Why the record moves", help_text="The other agency reads this.", widget=_long())

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to_agency", agencies)


class AskForm(forms.Form):
    """What access is asked for, how long and why."""

    purpose_kind = _purpose("What your agency needs it for")
    why = TextField(
        label="Why", help_text="The agency that holds the record reads this and decides.", widget=_long()
    )
    days = _days()


class GrantForm(forms.Form):
    """What the owner grants, which may be less than was asked for."""

    purpose_kind = _purpose()
    days = _days()
    answer = TextField(label="Anything to tell them", required=False, widget=_long(3))


class RefuseForm(forms.Form):
    """Why a request is refused."""

    answer = TextField(label="Why it is refused", help_text="They read this.", widget=_long(3))


class RefuseOfferForm(forms.Form):
    """Why an offer is refused."""

    why = TextField(label="Why it is refused", help_text="They read this.", widget=_long(3))


class AcceptForm(forms.Form):
    """Who will manage the person."""

    officer = PersonField(
        label="Who will manage this person", error_messages={"required": "Select who will manage this person"}
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, "officer", people)


class ReviewForm(forms.Form):
    """What the review of an emergency opening found."""

    finding = forms.ChoiceField(label="Was it justified?", choices=Finding.choices, widget=forms.RadioSelect)
    note = TextField(
        label="What you found",
        help_text="The person who opened it and their supervisors read this.",
        widget=_long(),
    )


class EmergencyForm(forms.Form):
    """What the emergency is."""

    why = TextField(
        label="What is the emergency?",
        help_text="One sentence is enough.",
        error_messages={"required": "Enter what the emergency is"},
        widget=_long(3),
    )
