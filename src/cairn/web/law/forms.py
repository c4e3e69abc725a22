"""One question to the law: an offence, what was done about it, and some days."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import msgspec
from django import forms

from cairn.dates import today
from cairn.errors import BadInput
from cairn.law.facts import (
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    Away,
    Conviction,
    Notification,
    Person,
)
from cairn.law.kinds import ConvictionKind, FindingOf
from cairn.law.what_if import EXAMPLES, parse_sentence
from cairn.web.base.forms import DayField, Limit, TextField, add_refusal
from cairn.web.subjects.offences import OffenceField

_PLACES = (
    (ENGLAND_AND_WALES, "England and Wales"),
    (SCOTLAND, "Scotland"),
    (NORTHERN_IRELAND, "Northern Ireland"),
)
_OUTCOMES = (
    ("conviction", "Convicted"),
    ("caution", "Cautioned"),
    ("ngri", "Not guilty by reason of insanity"),
    ("disability", "Found to be under a disability and to have done the act"),
)
# A court's words for the first of several sentences; each is its own sentence.
_SEVERAL = ";"


def _age(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
    )


class QuestionForm(forms.Form):
    """What anybody can ask. Nothing of it is kept."""

    jurisdiction = forms.ChoiceField(
        label="Where does the person live?",
        choices=_PLACES,
        initial=ENGLAND_AND_WALES,
        widget=forms.RadioSelect,
    )
    born = DayField(label="Date of birth", help_text="For example 27 3 1980.", limit=Limit.PAST)
    offence = OffenceField()
    offence_date = DayField(
        label="Date of the offence", required=False, help_text="If known. It is used to work out ages."
    )
    victim_age = _age("Age of the victim at that time, if known")
    shown_age = _age("Age of the youngest child shown, if the offence is about images")
    outcome = forms.ChoiceField(
        label="What happened?", choices=_OUTCOMES, initial="conviction", widget=forms.RadioSelect
    )
    on = DayField(
        label="Date of the conviction, caution or finding",
        help_text="For a conviction, the date of the verdict or guilty plea.",
    )
    sentence = TextField(
        label="Sentence",
        required=False,
        max_length=120,
        help_text=f"For example {EXAMPLES[0]}, {EXAMPLES[5]}, community order 12 months, or fine. "
        "Separate several sentences with semicolons. Leave empty if there is no sentence yet.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    sentenced_on = DayField(label="Date of the sentence, if later", required=False)
    inside_from = DayField(
        label="Date they went into custody by order of a court, or into hospital", required=False
    )
    inside_to = DayField(label="Date of release", required=False)
    notified_on = DayField(label="Date of the first notification, if they gave one", required=False)
    as_at = DayField(label="Date to answer for", required=False, help_text="Leave empty for today.")

    def clean(self) -> dict[str, Any]:
        """Days in their order, and a sentence that is one."""
        given = super().clean() or {}
        self._in_order("born", "offence_date", "The offence cannot be before the person was born")
        self._in_order("born", "on", "The date cannot be before the person was born")
        self._in_order("offence_date", "on", "The date cannot be before the offence")
        self._in_order("on", "sentenced_on", "The sentence cannot be before the conviction")
        self._in_order("on", "notified_on", "The date cannot be before the conviction, caution or finding")
        self._in_order(
            "inside_from",
            "inside_to",
            "The date of release cannot be before they went into custody or hospital",
        )
        on, asked = given.get("on"), given.get("as_at")
        if on is not None and "as_at" in given and on > (asked or today()):
            self.add_error("as_at", "Enter a date on or after the conviction, caution or finding")
        if given.get("inside_to") and not given.get("inside_from"):
            self.add_error("inside_from", "Enter the date they went into custody or hospital")
        if given.get("sentence"):
            if given.get("outcome") == "caution":
                self.add_error("sentence", "A caution has no sentence. Leave this empty")
                return given
            try:
                given["disposals"] = tuple(
                    parse_sentence(one) for one in given["sentence"].split(_SEVERAL) if one.strip()
                )
            except BadInput as refusal:
                add_refusal(self, refusal)
        return given

    def _in_order(self, first: str, second: str, message: str) -> None:
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if one is not None and other is not None and other < one:
            self.add_error(second, message)

    def person(self) -> Person:
        """The person that was described. The form must be valid."""
        given = self.cleaned_data
        finding = given["outcome"] if given["outcome"] in {"ngri", "disability"} else None
        kind: ConvictionKind = "finding" if finding else given["outcome"]
        later: date | None = given["sentenced_on"]
        conviction = Conviction(
            id="conviction",
            kind=kind,
            finding_of=cast("FindingOf | None", finding),
            date=given["on"],
            offence=given["offence"],
            offence_date=given["offence_date"],
            victim_age=given["victim_age"],
            shown_age=given["shown_age"],
            disposals=tuple(msgspec.structs.replace(one, date=later) for one in given.get("disposals", ())),
        )
        inside, told = given["inside_from"], given["notified_on"]
        return Person(
            born=given["born"],
            jurisdiction=given["jurisdiction"],
            convictions=(conviction,),
            away=(Away(id="inside", kind="custody", start=inside, end=given["inside_to"]),) if inside else (),
            notifications=(Notification(id="notified", date=told, of="initial"),) if told else (),
        )
