"""What is asked of whoever puts a fact right: what was right of it, why, and from which source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from cairn.errors import CairnError
from cairn.record.amendments.models import CORRECTING, WITHDRAWING
from cairn.subjects.declaration import Amending
from cairn.subjects.registry import subject_of
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.base.sure import ask
from cairn.web.subjects.declaration import WebSubject
from cairn.web.subjects.fact_form import FactForm

# Beside the fact's own fields, some of which have these names.
_OURS = {"ground": "amendment_ground", "why": "amendment_why", "source": "amendment_source"}


def _why(label: str, hint: str) -> forms.CharField:
    return TextField(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=long_text(3),
        error_messages={"required": "Say why"},
    )


class CorrectForm(FactForm):
    """The fact as it should have been, and why it was wrong."""

    def __init__(self, data: Any, files: Any, *, web: WebSubject, row: Any, amending: Amending) -> None:
        nominal_id = web.subject.nominal_of(row)
        super().__init__(data, files, web=web, amending=amending, nominal_id=nominal_id, row=row)
        self.fields[_OURS["ground"]] = forms.ChoiceField(
            label="What was wrong",
            choices=[(ground.value, ground.label) for ground in CORRECTING],
            widget=forms.RadioSelect,
            error_messages={"required": "Select what was wrong"},
        )
        self.fields[_OURS["why"]] = _why(
            "Why it is corrected", "History keeps this beside what it said before."
        )
        self.fields[_OURS["source"]] = TextField(
            label="How we know better (optional)",
            help_text="Such as the court's order, or the person themselves.",
            required=False,
            max_length=200,
        )

    def clean(self) -> dict[str, Any]:
        """Ask once about what can hardly be right."""
        if self.web.doubt and not self.errors and (doubt := self.web.doubt(self.row, super().typed())):
            ask(self, doubt)
        return self.cleaned_data

    def typed(self) -> Mapping[str, Any]:
        """The fact's values and why it was wrong, as the service takes them."""
        return {"values": super().typed(), **{name: self.cleaned_data[ours] for name, ours in _OURS.items()}}

    def refuse(self, refusal: CairnError) -> None:
        """A refusal of the reason belongs to our own field, whatever the fact calls one of its own."""
        ours = _OURS.get(refusal.field or "")
        field = ours if refusal.field in ("ground", "why") else refusal.field
        self.add_error(field if field in self.fields else None, ValidationError(refusal.message))


class WithdrawForm(forms.Form):
    """Why a fact does not belong on this record, and what came with it."""

    also = forms.MultipleChoiceField(
        label="Withdraw these too?",
        help_text="They were recorded together with it.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ground = forms.ChoiceField(
        label="What is wrong",
        choices=[(ground.value, ground.label) for ground in WITHDRAWING],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is wrong"},
    )
    why = _why(
        "Why it is withdrawn",
        "It leaves the record. History keeps what it said, and this reason. Do not name anybody else.",
    )

    def __init__(self, data: Any, files: Any, *, brought: Iterable[Model] = ()) -> None:
        super().__init__(data, files)
        self.brought = {str(row.pk): row for row in brought}
        named = [(key, in_words(row)) for key, row in self.brought.items()]
        self.fields["also"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["also"]

    def clean_also(self) -> list[Any]:
        """The ids of the rows."""
        return [self.brought[key].pk for key in self.cleaned_data["also"]]


class EndForm(forms.Form):
    """The day from which a fact is no longer so."""

    on = DayField(label="Date from which it is no longer so")
    why = TextField(label="Anything to add (optional)", required=False, max_length=2000, widget=long_text(3))


def in_words(row: Model) -> str:
    """A row of any kind in one line, with what kind it is."""
    subject = subject_of(row)
    kind = str(subject.model._meta.verbose_name)  # noqa: SLF001  Django's own API
    return f"{kind[:1].upper()}{kind[1:]}: {subject.words(row)}"
