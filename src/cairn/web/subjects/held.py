"""Whether a sentence took somebody into custody or hospital, where and since when: asked the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import TextChoices

from cairn.law.disposals import TAKES_TO_HOSPITAL, counts_as
from cairn.record.convictions.held import NewHeld
from cairn.record.convictions.models import Held
from cairn.record.custody.models import AwayKind
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, Limit, TextField
from cairn.web.wizard.steps import StepForm


class Whereabouts(TextChoices):
    """Where somebody is whom a court sent to custody or hospital."""

    CUSTODY = "custody", "In custody"
    HOSPITAL = "hospital", "Detained in hospital"
    OUT = "out", "Released or discharged since"
    NEVER = "never", "Never taken there: released from court"
    NOT_KNOWN = "not-known", "Not known"


class HeldForm(StepForm):
    """
    Where they are, whom a court sent to custody or hospital: the time for notifying does not run there.

    Source: SOA 2003 s.83(6).
    """

    where = forms.ChoiceField(
        label="Where are they now?",
        choices=Whereabouts.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select where they are, or that it is not known"},
    )
    began = DayField(
        label="Since when were they in custody or hospital?",
        help_text="The day they were received; of time on remand, the first day of it.",
        limit=Limit.TODAY_OR_PAST,
        required=False,
    )
    ended = DayField(
        label="Date of release or discharge",
        help_text="Only if they have been released or discharged.",
        limit=Limit.TODAY_OR_PAST,
        required=False,
    )
    place = TextField(label="Which prison or hospital, if known", required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Somebody inside has been so since a day, and somebody released until one."""
        answers = self.cleaned_data
        inside = answers.get("where") in (Whereabouts.CUSTODY, Whereabouts.HOSPITAL)
        out = answers.get("where") == Whereabouts.OUT
        if (inside or out) and not answers.get("began") and "began" not in self.errors:
            self.add_error("began", "Enter the day since when they were in custody or hospital")
        if out and not answers.get("ended") and "ended" not in self.errors:
            self.add_error("ended", "Enter the date of release or discharge")
        if inside and answers.get("ended"):
            self.add_error("ended", "Select that they have been released, or remove the date of release")
        began, ended = answers.get("began"), answers.get("ended")
        if out and began and ended and ended < began:
            self.add_error("ended", "The release must not be before the day they were received")
        return answers


def new_held(said: Mapping[str, Any], kinds: set[str]) -> NewHeld:
    """
    What was said, as the service takes it.

    Parameters
        kinds: of the sentences it is said of; of one to hospital alone, they were in hospital.
    """
    where = Whereabouts(said["where"])
    if where is Whereabouts.NOT_KNOWN:
        return NewHeld(held=Held.NOT_KNOWN)
    if where is Whereabouts.NEVER:
        return NewHeld(held=Held.NO)
    only_hospital = {counts_as(kind) for kind in kinds} <= TAKES_TO_HOSPITAL
    in_hospital = where is Whereabouts.HOSPITAL or (where is Whereabouts.OUT and only_hospital)
    return NewHeld(
        held=Held.YES,
        kind=AwayKind.HOSPITAL if in_hospital else AwayKind.CUSTODY,
        began=said["began"],
        ended=said["ended"],
        place=said["place"],
    )


def held_words(said: Mapping[str, Any]) -> str:
    """What was said, in a line."""
    where = Whereabouts(said["where"])
    if where in (Whereabouts.NEVER, Whereabouts.NOT_KNOWN):
        return str(where.label)
    until = f" until {day(said['ended'])}" if said["ended"] else ""
    place = f", {said['place']}" if said["place"] else ""
    return f"{where.label}{place}, from {day(said['began'])}{until}"
