"""A page for each thing that can differ from what we hold: only what the law or safety needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from cairn.dates import today
from cairn.errors import BadInput
from cairn.record.addresses.models import AddressKind, ChildAtAddress
from cairn.record.addresses.no_home import check_home
from cairn.record.financial.models import FinancialKind
from cairn.record.identity.models import NameKind
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, Limit, PostcodeField, TextField, add_refusal
from cairn.web.base.times import SKIPPED, ClockField, moment, skipped
from cairn.web.wizard.steps import StepForm

_NARROW = {"class": "govuk-input--width-10", "spellcheck": "false"}
_LINES = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})


def _text(label: str, most: int, *, hint: str = "", narrow: bool = False) -> forms.CharField:
    """A box that may stay empty."""
    widget = forms.TextInput(attrs=_NARROW if narrow else {"spellcheck": "false"})
    return TextField(label=label, max_length=most, help_text=hint, required=False, widget=widget)


def _radios(label: str, choices: Any, required: str, *, initial: str | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        initial=initial,
        error_messages={"required": required},
    )


class NameForm(StepForm):
    """A name that was not notified before (s.84(1)(a))."""

    kind = _radios(
        "What name is it?",
        [(kind, kind.label) for kind in NameKind if kind != NameKind.BIRTH],
        "Select what name it is",
        initial=NameKind.ALIAS,
    )
    forenames = _text("Forenames", 120)
    surname = TextField(
        label="Surname, or the online name",
        max_length=120,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    used_from = DayField(
        label="First used on", help_text="A day to come, if they tell you before they use it."
    )


class HomeForm(StepForm):
    """A new home, or none (ss.83(7), 84(1)(b))."""

    kind = _radios(
        "Where do they live now?",
        [(AddressKind.HOME, "At a new home address"), (AddressKind.NO_FIXED_ABODE, "No fixed abode")],
        "Select where they live now",
        initial=AddressKind.HOME,
    )
    lines = TextField(
        label="Address, or where they can regularly be found",
        max_length=300,
        widget=_LINES,
        error_messages={"required": "Enter the address, or where they can regularly be found"},
    )
    postcode = PostcodeField(widget=forms.TextInput(attrs=_NARROW))
    starts = DayField(
        label="Date of the change", help_text="A day to come, if they tell you before they move."
    )
    child = _radios(
        "Does anyone under 18 live or stay there?",
        ChildAtAddress.choices,
        "Select whether a child lives there",
    )

    def clean(self) -> dict[str, Any]:
        """A home is one, and in the United Kingdom: said on this page, not after the last press."""
        answers = self.cleaned_data
        try:
            check_home(answers.get("kind", ""), answers.get("lines", ""))
        except BadInput as refusal:
            add_refusal(self, refusal)
        return answers


_HOUSEHOLD = timedelta(hours=12)
OTHER, STAYED, CHILD = "other", "stay", "child-household"
# As each is read back.
PLACES = {
    OTHER: "an address where they regularly live or stay",
    STAYED: "stayed 7 days or more",
    CHILD: "a household where a child lives or stays",
}


class PlaceForm(StepForm):
    """Somewhere else: where they regularly stay, stayed 7 days, or stayed 12 hours with a child there."""

    what = _radios(
        "What is it?",
        (
            (OTHER, "An address where they regularly live or stay"),
            (STAYED, "An address where they stayed 7 days or more in 12 months"),
            (CHILD, "A household where anyone under 18 lives or stays, for 12 hours or more"),
        ),
        "Select what the place is to them",
    )
    lines = TextField(label="Address", max_length=300, widget=_LINES)
    postcode = PostcodeField(widget=forms.TextInput(attrs=_NARROW))
    starts = DayField(label="First day", limit=Limit.TODAY_OR_PAST)
    arrived = ClockField(
        label="Time they arrived", help_text="For a household with a child: such as 18:00.", required=False
    )
    ends = DayField(label="Last day", help_text="Leave empty if they still stay there.", required=False)
    left = ClockField(label="Time they left", help_text="For a household with a child.", required=False)

    def clean(self) -> dict[str, Any]:
        """
        The last day is not before the first; hours count where a child is.

        Source: SI 2012/1876 regs 10 and 11: twelve hours or more.
        """
        answers = self.cleaned_data
        starts, ends = answers.get("starts"), answers.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Last day must be the same as the first day, or later")
        if answers.get("what") == CHILD:
            if not answers.get("arrived") and "arrived" not in self.errors:
                self.add_error("arrived", "Enter the time they arrived")
            if ends and not answers.get("left") and "left" not in self.errors:
                self.add_error("left", "Enter the time they left")
            self._check_hours(answers)
        return answers

    def _check_hours(self, answers: dict[str, Any]) -> None:
        for day_of, clock in (("starts", "arrived"), ("ends", "left")):
            on, at = answers.get(day_of), answers.get(clock)
            if on and at and skipped(on, at):
                self.add_error(clock, SKIPPED)
                return
        given: list[Any] = [answers.get(name) for name in ("starts", "arrived", "ends", "left")]
        if "ends" in self.errors or not all(value is not None for value in given):
            return
        first, came, last, went = given
        began, over = moment(first, came), moment(last, went)
        if over <= began:
            self.add_error("left", "They must have left after they arrived. Check both times")
        elif over - began < _HOUSEHOLD:
            self.add_error(
                "left", "This stay was shorter than 12 hours. Only stays of 12 hours or more are notified"
            )


CARDS = frozenset({FinancialKind.DEBIT_CARD, FinancialKind.CREDIT_CARD})
_HAPPENED = (("has", "They have it now"), ("ended", "They no longer have it"))


class MoneyForm(StepForm):
    """
    An account or card got or given up (SI 2012/1876 regs 12-13).

    Parameters
        held: ids and words of those on record that they still have.
    """

    happened = _radios("What has changed?", _HAPPENED, "Select what has changed", initial="has")
    kind = forms.ChoiceField(
        label="What is it?", choices=FinancialKind.choices, widget=forms.RadioSelect, required=False
    )
    institution = _text("Bank or provider", 120)
    sort_code = _text("Sort code", 8, narrow=True)
    account_number = _text("Account number", 34, narrow=True)
    card_number = _text("Card number", 23, narrow=True)
    valid_from = _text("Card valid from", 7, hint="Such as 03/25.", narrow=True)
    expires = _text("Card expires", 7, hint="Such as 03/28.", narrow=True)
    office_address = _text("Address of the office that holds the account", 200)
    business_name = _text("Business name, if it is a business’s", 120)
    which = forms.ChoiceField(label="Which do they no longer have?", required=False)
    on = DayField(label="Date it began or ended", limit=Limit.TODAY_OR_PAST)

    def __init__(self, *args: Any, held: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = [("", "Choose"), *held]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One they have needs saying what it is; one they no longer have, which of those on record."""
        answers = self.cleaned_data
        if answers.get("happened") == "ended":
            if not answers.get("which") and "which" not in self.errors:
                self.add_error("which", "Select which they no longer have")
            return answers
        number = "card_number" if answers.get("kind") in CARDS else "account_number"
        needed = {
            "kind": "Select what it is",
            "institution": "Enter the bank or provider",
            number: "Enter the number",
        }
        for field, message in needed.items():
            if not answers.get(field) and field not in self.errors:
                self.add_error(field, message)
        return answers


class DocumentForm(StepForm):
    """A passport, or without one another identity document (SI 2012/1876 regs 14-15)."""

    happened = _radios("What has changed?", _HAPPENED, "Select what has changed", initial="has")
    description = TextField(
        label="Document", help_text="Such as British passport.", max_length=120, initial="British passport"
    )
    number = _text("Number, if it has one", 40, narrow=True)
    full_name = _text("Full name as shown on it", 200)


_NOTICE = timedelta(days=7)


class TravelForm(StepForm):
    """
    A journey, told before it begins (s.86; SI 2004/1220 regs 5-6): one that we know of, or a new one.

    Parameters
        trips: ids and words of journeys on record that have not begun.
        given_on: the day on which it is told.
    """

    trip = forms.ChoiceField(label="Which journey?", widget=forms.RadioSelect, required=False)
    departs_on = DayField(label="Leaves on", required=False)
    known_on = DayField(
        label="When did they first know the date, the country and where they arrive?",
        help_text="The day on which they knew all three.",
        limit=Limit.TODAY_OR_PAST,
        required=False,
    )
    late_reason = TextField(
        label="Why was it not told sooner?",
        help_text="Only if they knew more than 7 days before they leave, and tell us later than that.",
        required=False,
        widget=_LINES,
        max_length=1000,
    )
    excused = forms.TypedChoiceField(
        label="Is that a reasonable excuse?",
        help_text="For you to say, and for a court if it comes to that.",
        choices=(("yes", "Yes"), ("no", "No")),
        coerce=lambda typed: typed == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    first_country = _text("First country", 60)
    arrival_point = _text("Where they arrive there", 120, hint="The airport, port or station.")
    returns_on = DayField(label="Returns on", help_text="If known.", required=False)
    return_point = _text("Where they come back to the United Kingdom", 120, hint="If known.")
    itinerary = TextField(
        label="Other countries, carriers and addresses abroad", required=False, widget=_LINES, max_length=2000
    )

    def __init__(
        self,
        *args: Any,
        trips: Sequence[tuple[str, str]] = (),
        given_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.given_on = given_on or today()
        if trips:
            self.fields["trip"].choices = [*trips, ("", "A new journey")]  # type: ignore[attr-defined]
        else:
            del self.fields["trip"]

    def clean(self) -> dict[str, Any]:
        """A new journey needs its day and its country; nobody is back before they left."""
        answers = self.cleaned_data
        leaves, back = answers.get("departs_on"), answers.get("returns_on")
        if leaves and back and back < leaves:
            self.add_error("returns_on", "Returns on must be the same day as Leaves on, or later")
        if not answers.get("trip"):
            if not answers.get("departs_on") and "departs_on" not in self.errors:
                self.add_error("departs_on", "Enter the day they leave")
            if not answers.get("first_country") and "first_country" not in self.errors:
                self.add_error("first_country", "Enter the first country")
            self._check_known(answers)
        return answers

    def _check_known(self, answers: dict[str, Any]) -> None:
        """
        When they knew all that the law asks, and why they say so late.

        Source: SI 2004/1220 reg.5(2): known more than seven days before, it is told not less than seven days before.
        """
        known, leaves = answers.get("known_on"), answers.get("departs_on")
        if not known and "known_on" not in self.errors:
            self.add_error("known_on", "Enter the day on which they first knew")
        if not known or not leaves:
            return
        if known > leaves:
            self.add_error("known_on", "They must have known by the day they leave. Check both days")
        elif known > self.given_on:
            self.add_error("known_on", f"They told us on {day(self.given_on)}, so they knew by then")
        elif known < leaves - _NOTICE < self.given_on:
            if not answers.get("late_reason") and "late_reason" not in self.errors:
                self.add_error("late_reason", "Enter why it was not told sooner, or that they gave no reason")
            if answers.get("excused") is None and "excused" not in self.errors:
                self.add_error("excused", "Select whether that is a reasonable excuse")


class ReturnForm(StepForm):
    """
    Back in the United Kingdom (SI 2004/1220 reg.8).

    Parameters
        trips: ids and words of journeys on record that have begun.
        departed: gives by id the day on which each began.
    """

    trip = forms.ChoiceField(
        label="Back from which journey?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the journey they are back from"},
    )
    returned_on = DayField(label="Returned on", limit=Limit.TODAY_OR_PAST)
    return_point = TextField(label="Where they came back to the United Kingdom", max_length=120)

    def __init__(
        self,
        *args: Any,
        trips: Sequence[tuple[str, str]] = (),
        departed: Callable[[], Mapping[str, date]] = dict,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.departed = departed
        self.fields["trip"].choices = list(trips)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody is back before they left."""
        answers = self.cleaned_data
        back = answers.get("returned_on")
        left = self.departed().get(answers.get("trip", "")) if back else None
        if back and left and back < left:
            self.add_error("returned_on", f"Returned on must be {day(left)}, when they left, or later")
        return answers
