"""What if: another sentence, another date, an appeal allowed. Looked at beside the record, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cairn.access.models import User
from cairn.clock.queries import Explained, explain
from cairn.clock.wording import duty_words
from cairn.dates import in_words, today
from cairn.errors import BadInput, NotAllowed
from cairn.law import assess
from cairn.law.comparing import Comparison, compare
from cairn.law.facts import Person
from cairn.law.proof import Claim, prove
from cairn.law.what_if import EXAMPLES, changed, parse_sentence
from cairn.web.base.forms import DayField, add_refusal
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page


class WhatIfForm(forms.Form):
    """
    What would be otherwise, of one conviction.

    Parameters
        person: whose convictions there are to choose from.
    """

    conviction = forms.ChoiceField(label="Which conviction, caution or finding?", widget=forms.RadioSelect)
    sentence = forms.CharField(
        label="Another sentence",
        required=False,
        max_length=120,
        help_text=f"As {EXAMPLES[0]}, {EXAMPLES[5]}, community order 12 months, or fine.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    date = DayField(label="Another date of conviction", required=False)
    quashed_on = DayField(label="Quashed on appeal on", required=False)

    def __init__(self, data: Any, person: Person) -> None:
        super().__init__(data)
        chosen = self.fields["conviction"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  declared above
        chosen.choices = [
            (one.id, f"{one.offence}, {in_words(one.date)}")
            for one in person.convictions
            if one.id is not None
        ]
        if len(chosen.choices) == 1:
            self.initial["conviction"] = person.convictions[0].id


@dataclass(frozen=True, slots=True)
class Moved:
    """One duty that would not be the same, in words."""

    what: str
    before: str
    after: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """Both answers: the registration of each, the duties that differ, and why it would be so."""

    comparison: Comparison
    before: Claim
    after: Claim
    duties: tuple[Moved, ...]


@require_http_methods(["GET", "POST"])
@case_page
def what_if(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """
    The question and, once asked, what would be otherwise. Saves nothing; logged as a look at the record.

    Raises
        NotAllowed: the user's agency does not own the record: the answer rests on facts it does not read.
    """
    day = today()
    header = open_person(user, nominal_id, page="what-if page", tab="reasons", today=day)
    if not header.owns:
        raise NotAllowed(
            "What would be otherwise rests on facts that only the agency that owns the record reads."
        )
    now = explain(nominal_id, as_at=day)
    form = WhatIfForm(request.POST if request.method == "POST" else None, now.person)
    found = _asked(form, now) if form.is_bound and form.is_valid() else None
    context = {"header": header, "today": day, "form": form, "found": found}
    return render(request, "person/what_if.html", context)


def _asked(form: WhatIfForm, now: Explained) -> Found | None:
    given = form.cleaned_data
    try:
        other = changed(
            now.person,
            conviction=given["conviction"],
            sentence=parse_sentence(given["sentence"]) if given["sentence"] else None,
            date=given["date"],
            quashed_on=given["quashed_on"],
        )
    except BadInput as refusal:
        add_refusal(form, refusal)
        return None
    day = now.answer.as_at
    then = assess(other, day, now.book)
    comparison = compare(now.answer, then)
    claims = [prove(one, other.jurisdiction, now.book).claims[0] for one in (now.answer, then)]
    return Found(comparison, claims[0], claims[1], tuple(_moved(comparison, now.person)))


def _moved(comparison: Comparison, person: Person) -> list[Moved]:
    found = []
    for change in comparison.duties:
        known = change.after or change.before
        if known is not None:
            stands = [
                "Not owed"
                if duty is None
                else f"{duty.state.capitalize()}, due {in_words(duty.due)}"
                if duty.due
                else duty.state.capitalize()
                for duty in (change.before, change.after)
            ]
            found.append(Moved(duty_words(known, person), stands[0], stands[1], change.days))
    return found
