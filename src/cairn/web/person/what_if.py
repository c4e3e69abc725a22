"""What if: another sentence, another date, an appeal allowed. Looked at beside the record, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.clock.explaining.queries import Explanation, explain
from cairn.dates import in_words, today
from cairn.errors import BadInput, NotAllowed
from cairn.law import assess
from cairn.law.answers import Duty
from cairn.law.comparing import Comparison, compare, days_between
from cairn.law.facts import Person
from cairn.law.offences import in_words as offence_in_words
from cairn.law.proof import Claim, prove
from cairn.law.what_if import EXAMPLES, changed, parse_sentence
from cairn.ledger.operations import Task, declare_page
from cairn.record.notifications.duty_words import duty_words
from cairn.web.base.forms import DayField, TextField, add_refusal
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

WHAT_IF_OPENED = declare_page(
    "what-if page", "Asked what another sentence or date would change", task=Task.REASONS
)


class WhatIfForm(forms.Form):
    """
    What would be otherwise, of one conviction.

    Parameters
        person: whose convictions there are to choose from.
    """

    conviction = forms.ChoiceField(label="Which conviction, caution or finding?", widget=forms.RadioSelect)
    sentence = TextField(
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
            (one.id, f"{offence_in_words(one.offence)}, {in_words(one.date)}")
            for one in person.convictions
            if one.id is not None
        ]
        if len(chosen.choices) == 1:
            self.initial["conviction"] = person.convictions[0].id


@dataclass(frozen=True, slots=True)
class Moved:
    """
    One thing that would not be the same, in words.

    Parameters
        moves: by how many days; empty where there is no day on both sides.
        proof: why a duty would be so; None where it would not be owed.
    """

    what: str
    before: str
    after: str
    moves: str = ""
    proof: Claim | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The registration as it would be, and everything that differs; nothing where nothing does."""

    after: Claim
    moved: tuple[Moved, ...]


@require_http_methods(["GET", "POST"])
@case_page
def what_if(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """
    The question and, once asked, what would be otherwise. Saves nothing; logged as a look at the record.

    Raises
        NotAllowed: the user's agency does not own the record: the answer rests on facts it does not read.
    """
    day = today()
    header = open_person(user, nominal_id, page=WHAT_IF_OPENED, tab="reasons", today=day)
    if not header.owns:
        raise NotAllowed(
            "What would be otherwise rests on facts that only the agency that owns the record reads."
        )
    now = explain(nominal_id, as_at=day)
    form = WhatIfForm(request.POST if request.method == "POST" else None, now.person)
    found = _asked(form, now) if form.is_bound and form.is_valid() else None
    context = {"header": header, "today": day, "form": form, "found": found}
    return render(request, "person/what_if.html", context)


def _asked(form: WhatIfForm, now: Explanation) -> Found | None:
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
    then = assess(other, now.answer.as_at, now.book)
    before, after = (prove(one, other.jurisdiction, now.book).claims for one in (now.answer, then))
    comparison = compare(now.answer, then)
    if not comparison.differs:
        return Found(after[0], ())
    owed = [claim for claim in after if claim.about == "duty"]
    why = {id(duty): claim for duty, claim in zip(then.duties, owed, strict=True)}
    rows = (
        _registration(comparison, before[0], after[0]),
        *others(comparison),
        *_duties(comparison, why, other),
    )
    return Found(after[0], tuple(rows))


def _registration(comparison: Comparison, before: Claim, after: Claim) -> Moved:
    found = comparison.registration
    moves = [
        f"{word} {_days(days)}"
        for word, days in (("Begins", found.since_days), ("Ends", found.until_days))
        if days
    ]
    return Moved("Registration", before.says, after.says, ". ".join(moves))


def others(comparison: Comparison) -> Iterable[Moved]:
    """Sister schemes, and the review of an indefinite requirement."""
    for one in comparison.regimes:
        before = _span(one.since_before, one.until_before)
        yield Moved(
            one.regime.replace("-", " ").capitalize(), before, _span(one.since_after, one.until_after)
        )
    if (review := comparison.review) is not None:
        before, after = (
            f"From {in_words(day)}" if day else "None, or not known yet"
            for day in (review.before, review.after)
        )
        moves = _days(days_between(review.before, review.after))
        yield Moved("Review of the requirement", before, after, moves)


def _duties(comparison: Comparison, why: Mapping[int, Claim], person: Person) -> Iterable[Moved]:
    for change in comparison.duties:
        known = change.after or change.before
        if known is not None:
            stands = (_stands(change.before), _stands(change.after))
            yield Moved(duty_words(known, person), *stands, _days(change.days), why.get(id(change.after)))


def _stands(duty: Duty | None) -> str:
    if duty is None:
        return "Not due"
    due = f", due {in_words(duty.due)}" if duty.due else ""
    return f"{duty.state.replace('-', ' ').capitalize()}{due}"


def _span(since: date | None, until: date | None) -> str:
    if since is None:
        return "Not running"
    return f"From {in_words(since)}" + (f" to {in_words(until)}" if until else ", with no end date known")


def _days(moved: int | None) -> str:
    if not moved:
        return ""
    many = f"{abs(moved):,} day{'' if abs(moved) == 1 else 's'}"
    return f"{many} {'later' if moved > 0 else 'earlier'}"
