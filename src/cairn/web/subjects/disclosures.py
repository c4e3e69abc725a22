"""What is asked of a disclosure, and of one that leaves the country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.labels import inside
from cairn.record.disclosures.models import Disclosure, RecipientKind
from cairn.record.disclosures.policy import Basis, ground_choices, grounds, power_choices, powers
from cairn.record.disclosures.subject import DISCLOSURE
from cairn.web.base.filters import day, when
from cairn.web.base.forms import DayField, TextField
from cairn.web.base.times import ClockField, moment
from cairn.web.need_to_know.people_field import PersonField, offer_people
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject

_YES_NO = [("yes", "Yes"), ("no", "No")]


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _asks(bases: Sequence[Basis]) -> str:
    """Which of them ask for more, in one hint."""
    return " ".join(f"{basis.label}: {inside(basis.which)}." for basis in bases if basis.which)


def _said_yes(value: str) -> bool:
    return value == "yes"


class DisclosureForm(forms.Form):
    """Who was told what, when, why, on what power and with whose authority."""

    told_on = DayField(label="Date they were told")
    told_clock = ClockField(label="Time they were told", help_text="On the 24-hour clock, such as 14:30.")
    told_by = PersonField(label="Who told them", error_messages={"required": "Select who told them"})
    recipient = TextField(
        label="Who was told",
        help_text="The name of the person, and of the body they were told for.",
        max_length=200,
    )
    recipient_kind = forms.ChoiceField(
        label="What they are",
        choices=[each for each in RecipientKind.choices if each[0] != RecipientKind.OVERSEAS_AUTHORITY],
        widget=forms.RadioSelect,
    )
    what = TextField(
        label="What they were told",
        help_text="In the words that were used, or the paper that was handed over. Name no victim.",
        widget=_long(6),
    )
    why = TextField(
        label="Why it was necessary and proportionate",
        help_text="What it was to prevent, and why less would not have done. The ledger keeps this too.",
        widget=_long(),
    )
    power = forms.ChoiceField(label="Power relied on", choices=power_choices, widget=forms.RadioSelect)
    power_which = TextField(
        label="More about the power",
        help_text=_asks(tuple(powers().values())),
        required=False,
        widget=_long(3),
    )
    authorised_by = PersonField(
        label="Supervisor who authorised it",
        help_text=(
            "Always for a third party, a member of the public or somebody else, and for disclosure about a "
            "child sex offender or under a scheme."
        ),
        required=False,
        empty_value=None,
    )
    subject_told = forms.TypedChoiceField(
        label="Was the person told?",
        help_text="Most are told that it happens, unless that raises the risk or harms an inquiry.",
        choices=_YES_NO,
        coerce=_said_yes,
        widget=forms.RadioSelect,
    )
    subject_told_why = TextField(label="If not, why not", required=False, widget=_long(3))
    conditions = TextField(
        label="What the recipient may not do with it",
        help_text="Such as: not to be passed on.",
        required=False,
        widget=_long(3),
    )
    agreement_on = DayField(
        label="Date the recipient signed an agreement",
        help_text="Leave empty if they signed none.",
        required=False,
    )

    def __init__(self, *args: Any, me: User, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = [user for user in colleagues if user.is_active]
        offer_people(self, "told_by", working)
        self.fields["told_by"].initial = str(me.pk)
        others = [user for user in working if user.has_role(Role.SUPERVISOR) and user.pk != me.pk]
        offer_people(self, "authorised_by", others)

    def clean(self) -> dict[str, Any]:
        """The day and the time as one moment in London."""
        typed = super().clean() or {}
        day, clock = typed.pop("told_on", None), typed.pop("told_clock", None)
        if day and clock:
            typed["told_at"] = moment(day, clock)
        return typed


class OverseasForm(DisclosureForm):
    """A disclosure that leaves the United Kingdom: also where to, and on what ground."""

    country = TextField(label="Country", max_length=80)
    ground = forms.ChoiceField(
        label="Ground of the transfer (Data Protection Act 2018 ss.73 to 76)",
        choices=ground_choices,
        widget=forms.RadioSelect,
    )
    ground_which = TextField(
        label="More about the ground",
        help_text=_asks(tuple(grounds().values())),
        required=False,
        widget=_long(3),
    )
    relevant_authority = forms.TypedChoiceField(
        label="Is the recipient a relevant authority?",
        help_text="An authority there with tasks like those of ours in law enforcement, or an international body.",
        choices=_YES_NO,
        coerce=_said_yes,
        widget=forms.RadioSelect,
    )
    not_relevant_why = TextField(
        label="If not, why it went to them all the same",
        help_text="Section 77 allows it in an individual case where it is strictly necessary.",
        required=False,
        widget=_long(3),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient_kind"].choices = RecipientKind.choices  # type: ignore[attr-defined]
        conditions = self.fields["conditions"]
        conditions.required = True
        conditions.help_text = "At least that it is not passed on without authority (section 78)."
        first = ["told_on", "told_clock", "told_by", "country"]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])


def _card(row: Disclosure, _: Reading) -> Card:
    allowed = f", authorised by {row.authorised_by.name}" if row.authorised_by else ""
    told = "The person was told" if row.subject_told else "The person was not told"
    ground = f". {row.get_ground_display()}" if row.is_transfer else ""
    return Card(
        title=row.whom,
        note=f"{row.get_power_display()}{ground}. {when(row.told_at)}, told by {row.told_by.name}{allowed}. {told}.",
        folds="What they were told, and why",
        folded=tuple((label, text) for label, text in _texts(row) if text),
    )


def _texts(row: Disclosure) -> tuple[tuple[str, str], ...]:
    signed = f"On {day(row.agreement_on)}" if row.agreement_on else ""
    return (
        ("What they were told", row.what),
        ("Why", row.why),
        ("About the power", row.power_which),
        ("About the ground", row.ground_which),
        ("Why not to a relevant authority", row.not_relevant_why),
        ("What the recipient may not do with it", row.conditions),
        ("Why the person was not told", row.subject_told_why),
        ("The recipient signed an agreement", signed),
    )


WEB = WebSubject(subject=DISCLOSURE, card=_card)
