"""How entries are narrowed, all in the address; and what is asked before they leave the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms

from cairn.accounts.models import Agency, User
from cairn.ledger.entries.queries import EntryFilter
from cairn.ledger.operations import Act
from cairn.web.audit.vocabulary import choices, chosen
from cairn.web.base.forms import DayField, TextField

_ACTS = [("", "All"), *Act.choices]


def _offer(field: forms.Field, choices: Iterable[tuple[UUID, str]]) -> None:
    cast("forms.ChoiceField", field).choices = [("", "All"), *((str(key), label) for key, label in choices)]


class _Narrow(forms.Form):
    """Days and acts; a page adds what else it narrows by."""

    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)
    act = forms.ChoiceField(label="Type of activity", required=False, choices=_ACTS)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "To must be the same day as From, or later")
        return given

    def given(self, name: str) -> Any:
        """A field's value, or None where nothing usable was given."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    def narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.given(name) for name in self.fields if name != "before")

    def wanted(self, **fixed: UUID) -> EntryFilter:
        """What to ask the ledger for; `fixed` is what the page itself says."""
        names = (
            "since",
            "until",
            "act",
            "operation",
            "request",
            "actor_id",
            "agency_id",
            "nominal_id",
            "listed",
        )
        asked = {name: self.given(name) for name in names if name in self.fields}
        return EntryFilter(**{**{name: value for name, value in asked.items() if value}, **fixed})


class OwnFilter(_Narrow):
    """One's own history."""


class RecordFilter(_Narrow):
    """A record's history; agencies are those that work with the person, or did."""

    agency_id = forms.TypedChoiceField(label="Agency", required=False, coerce=UUID, empty_value=None)
    field_order = ["since", "until", "agency_id", "act"]

    def __init__(self, *arguments: Any, agencies: Iterable[Agency], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self.fields["agency_id"], ((agency.pk, agency.name) for agency in agencies))


class ConsoleFilter(_Narrow):
    """The auditor's: who, what, whose record, in which request."""

    actor_id = forms.TypedChoiceField(label="Who", required=False, coerce=UUID, empty_value=None)
    operation = forms.TypedChoiceField(
        label="What was done",
        required=False,
        choices=lambda: [("", "All"), *choices()],
        coerce=chosen,
        empty_value=None,
    )
    nominal_id = forms.UUIDField(
        label="Record id",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Record id must be 32 letters and numbers, as shown in an entry"},
    )
    listed = forms.BooleanField(label="Include lists and searches that showed this person", required=False)
    request = forms.RegexField(
        r"^[0-9a-f]{8}[0-9a-f-]{0,28}$",
        label="Request",
        required=False,
        error_messages={
            "invalid": "Request must be the 8 letters and numbers shown in an entry, or the full id"
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["since", "until", "actor_id", "act", "operation", "nominal_id", "listed", "request"]

    def __init__(self, *arguments: Any, staff: Iterable[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self.fields["actor_id"], ((user.pk, user.name) for user in staff))


class ExportForm(forms.Form):
    """Why entries leave the house, and to whom."""

    recipient = TextField(
        label="Who receives it",
        max_length=120,
        help_text="A department, such as Professional Standards. Do not name a person under supervision.",
    )
    reason = TextField(
        label="Why they receive it",
        max_length=500,
        help_text="This is kept in the ledger. The law allows: checking that processing is lawful, self-monitoring "
        "and discipline, keeping data accurate and secure, and criminal proceedings.",
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class ReviewForm(forms.Form):
    """What somebody found who looked into an anomaly."""

    note = TextField(
        label="What you found",
        max_length=1000,
        help_text="For example: cover for a colleague, confirmed by their supervisor. Do not name a person "
        "under supervision.",
        widget=forms.Textarea(attrs={"rows": "4"}),
    )


class DaysForm(forms.Form):
    """Which days to ask about."""

    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)
