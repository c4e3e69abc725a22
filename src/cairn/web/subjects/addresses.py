"""The web side of addresses."""

from __future__ import annotations

from datetime import date

from django import forms

from cairn.record.addresses.models import Address, AddressKind, ChildAtAddress
from cairn.record.addresses.subject import ADDRESS
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, PostcodeField, TextField, long_text
from cairn.web.subjects.cards import Card, Flag, Reading
from cairn.web.subjects.declaration import WebSubject


class AddressForm(forms.Form):
    """A place, what it is to the person, and from when."""

    kind = forms.ChoiceField(
        label="What it is to them",
        help_text="A new home address, or no fixed abode, ends the one before on that day.",
        choices=AddressKind.choices,
        widget=forms.RadioSelect,
    )
    lines = TextField(
        label="Address, or where they can regularly be found",
        max_length=300,
        widget=long_text(3),
    )
    postcode = PostcodeField()
    starts = DayField(label="From")
    ends = DayField(label="Until", help_text="Leave empty if it is current.", required=False)
    child = forms.ChoiceField(
        label="Does a child live or stay there?",
        choices=ChildAtAddress.choices,
        initial=ChildAtAddress.NOT_KNOWN,
        widget=forms.RadioSelect,
    )


# A child there is the first thing that an officer on the doorstep must know; not to know is a warning too.
_CHILD = {
    ChildAtAddress.YES: ("A child lives or stays there", "red"),
    ChildAtAddress.NOT_KNOWN: ("Not known whether a child lives there", "yellow"),
    ChildAtAddress.NO: ("No child lives there", "green"),
}
_ORDER = (AddressKind.HOME, AddressKind.NO_FIXED_ABODE, AddressKind.OTHER)


def _card(row: Address, reading: Reading) -> Card:
    over = ADDRESS.over_by(row, reading.as_at)
    until = f" until {day(row.ends)}" if row.ends else ""
    child = _CHILD[ChildAtAddress(row.child)]
    return Card(
        title=", ".join(part for part in (row.lines, row.postcode) if part),
        note=f"{row.get_kind_display()}, from {day(row.starts)}{until}",
        details=(("UPRN", row.uprn),) if row.uprn else (),
        tags=(
            child if not over else (child[0].replace("lives", "lived").replace("stays", "stayed"), "grey"),
        ),
        rank=_ORDER.index(AddressKind(row.kind)),
    )


def _flag(row: Address, today: date) -> Flag | None:
    here = ADDRESS.begun_by(row, today) and not ADDRESS.over_by(row, today)
    return Flag("No fixed abode", "orange") if here and row.kind == AddressKind.NO_FIXED_ABODE else None


WEB = WebSubject(
    subject=ADDRESS,
    form=AddressForm,
    card=_card,
    flag=_flag,
    at_the_door=True,
    none="No address is on record.",
)
