"""Giving people to an officer: one from their own page, or several from a caseload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from cairn.accounts.models import User
from cairn.clock.worklist.caseloads import Managed
from cairn.web.base.filters import short_day
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.need_to_know.people_field import PersonField, offer_people


class AllocationForm(forms.Form):
    """Who manages the person from now on, and why."""

    officer = PersonField(
        label="Who will manage them",
        error_messages={"required": "Select who will manage them"},
    )
    starts = DayField(label="From")
    reason = TextField(
        label="Why",
        help_text="Such as leave, a move of team, or a change of risk.",
        max_length=300,
        error_messages={"required": "Enter why they are given to another officer"},
    )
    note = TextField(
        label="Hand-over note (optional)",
        help_text="What the new officer must know first: what is under way, what was promised, who to ring.",
        required=False,
        widget=long_text(),
    )

    def __init__(self, *args: Any, officers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, "officer", officers)


class CaseloadForm(AllocationForm):
    """The same for several people at once."""

    people = forms.TypedMultipleChoiceField(
        label="Whom",
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one person"},
    )

    field_order = ("people",)

    def __init__(self, *args: Any, people: Sequence[Managed], risks: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(str(each.nominal_id), _line(each, risks)) for each in people]


def _line(each: Managed, risks: dict[str, str]) -> str:
    born = f", born {short_day(each.date_of_birth)}" if each.date_of_birth else ""
    return f"{each.name or 'Name not known'}{born}. {risks[each.risk]}"
