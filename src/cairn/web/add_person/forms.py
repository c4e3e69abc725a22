"""What adding a person asks, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from cairn.accounts.models import User
from cairn.errors import BadInput
from cairn.record.addresses.models import AddressKind, ChildAtAddress
from cairn.record.addresses.no_home import check_home
from cairn.record.convictions.disposals import NewDisposal, check_term
from cairn.record.convictions.models import DisposalKind, Outcome
from cairn.record.identity.identifiers import check, tidied
from cairn.record.identity.models import IdentifierKind, Sex
from cairn.web.base.births import BirthForm
from cairn.web.base.forms import DayField, Limit, PostcodeField, TextField, add_refusal
from cairn.web.base.sure import ask
from cairn.web.subjects.offences import OffenceField
from cairn.web.subjects.places import WhereForm
from cairn.web.subjects.terms import term_doubt
from cairn.web.wizard.steps import StepForm

_NARROW = {"class": "govuk-input--width-10", "spellcheck": "false"}
_SHORT = {"class": "govuk-input--width-3", "inputmode": "numeric"}
_NOT_NAMES = {"spellcheck": "false"}


class IdentityForm(BirthForm, StepForm):
    """Who they are, as far as it is known. The first question is whether we know them already."""

    forenames = TextField(
        label="Forenames", max_length=120, required=False, widget=forms.TextInput(attrs=_NOT_NAMES)
    )
    surname = TextField(
        label="Surname", max_length=120, required=False, widget=forms.TextInput(attrs=_NOT_NAMES)
    )
    known_as = TextField(
        label="If no name is known, what they are known by",
        help_text="Such as a nickname, or a description. Of somebody with one name, enter that as the surname.",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=_NOT_NAMES),
    )

    field_order = ("forenames", "surname", "known_as", "date_of_birth", "born_within")

    def clean(self) -> dict[str, Any]:
        """A name, the only name, or what somebody is known by whose name is not."""
        answers = super().clean()
        named = answers.get("forenames") or answers.get("surname")
        if named and answers.get("known_as"):
            self.add_error("known_as", "Leave this empty if a name is known, and add an alias later")
        if not named and not answers.get("known_as") and not {"surname", "known_as"} & set(self.errors):
            self.add_error("surname", "Enter the surname, the only name, or what they are known by")
        if answers.get("forenames") and not answers.get("surname"):
            answers |= {"forenames": "", "surname": answers["forenames"]}
        return answers


class KnownForm(StepForm):
    """Nobody on the register is the same person: pressing on says so."""


class DetailsForm(StepForm):
    """The rest of who they are. Numbers warn and never block."""

    sex = forms.ChoiceField(
        label="Sex, as recorded",
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the sex as recorded"},
    )
    gender = TextField(label="Gender, if different", max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in _PERSONAL:
            self.fields[kind.value] = TextField(
                label=kind.label, max_length=40, required=False, widget=forms.TextInput(attrs=dict(_NARROW))
            )


# A UPRN names a place, not a person.
_PERSONAL = tuple(kind for kind in IdentifierKind if kind != IdentifierKind.UPRN)


def numbers_in(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and number, of those that were typed."""
    return [(kind.value, answers[kind.value]) for kind in _PERSONAL if answers.get(kind.value)]


def warnings_in(answers: dict[str, Any]) -> list[str]:
    """What to look at again in the numbers typed: they are kept as they are."""
    checked = [(IdentifierKind(kind), check(kind, tidied(raw))) for kind, raw in numbers_in(answers)]
    return [f"{kind.label}: {each.warning}" for kind, each in checked if each.warning]


def _age(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=120, required=False, widget=forms.TextInput(attrs=_SHORT)
    )


class ConvictionForm(WhereForm, StepForm):
    """One conviction, caution or finding."""

    outcome = forms.ChoiceField(
        label="What is it?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        initial=Outcome.CONVICTION,
        error_messages={"required": "Select what it is"},
    )
    on = DayField(label="Date of the conviction, caution or finding", limit=Limit.TODAY_OR_PAST)
    offence = OffenceField()
    offence_date = DayField(label="Date of the offence, if known", limit=Limit.TODAY_OR_PAST, required=False)
    court = TextField(label="Court, if known", required=False, max_length=120)
    victim_age = _age("Age of the victim at the time, if known")
    shown_age = _age("Age of the youngest child shown, for images")
    intended_victim_age = _age("Age of the intended victim, if nobody real was harmed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["outcome", "given_in", "on", "offence", "offence_date", "court"])


def _length(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=32_000,
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )


class SentenceForm(StepForm):
    """
    One sentence or order, its term as the court said it.

    Parameters
        convictions: the place and the words of each conviction typed before; convicted: its day, by place.
    """

    of = forms.ChoiceField(
        label="For which conviction?", error_messages={"required": "Select the conviction"}
    )
    kind = forms.ChoiceField(
        label="Sentence or order",
        choices=[("", "Choose"), *DisposalKind.choices],
        error_messages={"required": "Select the sentence or order"},
    )
    years, months = _length("Years"), _length("Months")
    weeks, days = _length("Weeks"), _length("Days")
    life = forms.BooleanField(label="For life", required=False)
    extension_months = _length("Extension period in months, for an extended sentence")
    restriction = forms.BooleanField(label="Hospital order with a restriction order", required=False)
    consecutive_to = forms.ChoiceField(label="Consecutive to another term?", required=False)
    passed_on = DayField(
        label="Date sentenced",
        help_text="Only if later than the conviction.",
        limit=Limit.TODAY_OR_PAST,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        convictions: Sequence[tuple[str, str]] = (),
        convicted: Mapping[str, date] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.convicted = convicted or {}
        places = list(convictions)
        self.fields["of"].choices = places  # type: ignore[attr-defined]
        self.fields["consecutive_to"].choices = [("", "No"), *places]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """Whether a sentence was typed: the conviction alone is chosen by the page itself."""
        return any(name != "of" for name in self.changed_data)

    def clean(self) -> dict[str, Any]:
        """What the term itself must be, said here and not after the last page; a term does not follow itself."""
        answers = self.cleaned_data
        if answers.get("kind") and not self.errors:
            try:
                check_term(new_disposal(answers))
            except BadInput as refusal:
                add_refusal(self, refusal)
        on = self.convicted.get(answers.get("of", ""))
        if on is not None and not self.errors and (doubt := term_doubt(answers, convicted=on)):
            ask(self, doubt)
        if answers.get("consecutive_to") and answers["consecutive_to"] == answers.get("of"):
            self.add_error("consecutive_to", "Select another conviction: a term cannot follow itself")
        return answers


class HomeForm(StepForm):
    """Where they live; may stay empty, and be told at the first notification."""

    kind = forms.ChoiceField(
        label="Where do they live?",
        choices=[(AddressKind.HOME, "At a home address"), (AddressKind.NO_FIXED_ABODE, "No fixed abode")],
        widget=forms.RadioSelect,
        initial=AddressKind.HOME,
    )
    lines = TextField(
        label="Address, or where they can regularly be found",
        help_text="Leave empty if it is not known yet.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    postcode = PostcodeField(widget=forms.TextInput(attrs=dict(_NARROW)))
    starts = DayField(label="Since", limit=Limit.TODAY_OR_PAST, required=False)
    child = forms.ChoiceField(
        label="Does anyone under 18 live or stay there?",
        choices=ChildAtAddress.choices,
        widget=forms.RadioSelect,
        initial=ChildAtAddress.NOT_KNOWN,
    )

    def clean(self) -> dict[str, Any]:
        """An address needs its first day."""
        answers = self.cleaned_data
        if answers.get("lines") and not answers.get("starts") and "starts" not in self.errors:
            self.add_error("starts", "Enter the day since when they live there")
        if answers.get("postcode") and not answers.get("lines"):
            self.add_error("lines", "Enter the address that the postcode belongs to")
        try:
            check_home(answers.get("kind", ""), answers.get("lines", ""))
        except BadInput as refusal:
            add_refusal(self, refusal)
        return answers


def new_disposal(answers: Mapping[str, Any]) -> NewDisposal:
    """The sentence as the service takes it; which term it follows is said apart."""
    return NewDisposal(
        kind=answers["kind"],
        life=answers["life"],
        restriction=answers["restriction"],
        passed_on=answers["passed_on"],
        years=answers["years"] or 0,
        months=answers["months"] or 0,
        weeks=answers["weeks"] or 0,
        days=answers["days"] or 0,
        extension_months=answers["extension_months"] or 0,
    )


class OfficerForm(StepForm):
    """
    Who manages them.

    Parameters
        officers: those of this user's agency who can.
    """

    officer = forms.ChoiceField(label="Offender manager", required=False)

    def __init__(self, *args: Any, officers: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), f"{one.name}, {one.team}" if one.team else one.name) for one in officers]
        self.fields["officer"].choices = [("", "Nobody yet"), *named]  # type: ignore[attr-defined]
