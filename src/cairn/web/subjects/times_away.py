"""The web side of time in custody, in hospital or abroad."""

from __future__ import annotations

from datetime import date

from django import forms
from django.urls import reverse

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.custody.subject import TIME_AWAY
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, TextField
from cairn.web.subjects.cards import Card, Flag, Reading
from cairn.web.subjects.declaration import WebSubject


class TimeAwayForm(forms.Form):
    """Custody, hospital or time abroad."""

    kind = forms.ChoiceField(label="Where they are", choices=AwayKind.choices, widget=forms.RadioSelect)
    began = DayField(label="Date it began")
    ended = DayField(
        label="Date of release, discharge or return",
        help_text="Leave empty if they are still there.",
        required=False,
    )
    place = TextField(label="Prison, hospital or country", required=False, max_length=120)


class ReleaseForm(forms.Form):
    """The day on which time away ended."""

    ended = DayField(label="Date of release, discharge or return")


_FLAGS = {AwayKind.CUSTODY: "In custody", AwayKind.HOSPITAL: "In hospital", AwayKind.ABROAD: "Abroad"}


def _card(row: TimeAway, reading: Reading) -> Card:
    until = f" until {day(row.ended)}" if row.ended else ""
    return Card(
        title=row.get_kind_display(),
        note=". ".join(part for part in (row.place, f"From {day(row.began)}{until}") if part),
        links=_links(row, reading),
    )


def _links(row: TimeAway, reading: Reading) -> tuple[tuple[str, str], ...]:
    if row.ended or reading.past or not reading.owns or reading.role not in RECORD_KEEPERS:
        return ()
    address = reverse("record_release", args=[row.nominal_id, row.pk])
    return (("Record release, discharge or return", address),)


def _flag(row: TimeAway, today: date) -> Flag | None:
    away = TIME_AWAY.begun_by(row, today) and not TIME_AWAY.over_by(row, today)
    return Flag(_FLAGS[AwayKind(row.kind)], "blue") if away else None


WEB = WebSubject(subject=TIME_AWAY, form=TimeAwayForm, card=_card, flag=_flag)
