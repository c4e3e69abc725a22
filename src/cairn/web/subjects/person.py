"""The web side of the person's own particulars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from cairn.births import Birth
from cairn.record.identity.models import Nominal, Sex
from cairn.record.identity.subject import PERSON
from cairn.web.base.births import BirthForm, birth_boxes
from cairn.web.base.filters import day
from cairn.web.base.forms import TextField
from cairn.web.subjects.cards import Card, Reading, plain_card
from cairn.web.subjects.declaration import WebSubject

# Said in one line, as far as it is known.
_OF_BIRTH = frozenset({"date_of_birth", "born_known", "born_within", "birth_earliest", "birth_latest"})


class PersonForm(BirthForm):
    """Date of birth as far as it is known, and sex as recorded."""

    # What the three boxes say.
    born_known = forms.CharField(required=False, widget=forms.HiddenInput)
    sex = forms.ChoiceField(label="Sex, as recorded", choices=Sex.choices, widget=forms.RadioSelect)
    gender = TextField(label="Gender, if different", max_length=60, required=False)


def _card(row: Nominal, reading: Reading) -> Card:
    """The name stands over the page: here are the particulars alone."""
    card = plain_card(PERSON, row, reading, without=_OF_BIRTH)
    return replace(card, title="", details=(("Date of birth", day(row.birth)), *card.details))


def _initial(row: Nominal) -> Mapping[str, Any]:
    return {"date_of_birth": birth_boxes(row.birth), "born_within": row.born_within or None}


def _values(typed: Mapping[str, Any]) -> Mapping[str, Any]:
    birth: Birth = typed["date_of_birth"]
    return {
        "date_of_birth": birth.as_day,
        "born_known": birth.known,
        "born_within": typed["born_within"] or 0,
        **{name: typed[name] for name in ("sex", "gender")},
    }


WEB = WebSubject(subject=PERSON, form=PersonForm, card=_card, initial=_initial, values=_values)
