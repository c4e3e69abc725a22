"""The pages on which a person is added, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse

from cairn.accounts.agencies.queries import officers_of
from cairn.accounts.models import User
from cairn.errors import BadInput
from cairn.law.disposals import takes_inside
from cairn.law.offences import in_words as offence_in_words
from cairn.ledger.entries.pace import within_pace_of_searches
from cairn.search.people import Found, find
from cairn.web.add_person import forms
from cairn.web.base.filters import day
from cairn.web.subjects.held import HeldForm
from cairn.web.wizard.pages import Wizard
from cairn.web.wizard.steps import Step, answers
from cairn.web.wizard.typed import Journal

NAME = "add-person"
_MOST_ALIKE = 10

_IDENTITY = Step("identity", "Who are they?", "Person", forms.IdentityForm)
_KNOWN = Step(
    "known", "Do we know them already?", "Search", forms.KnownForm, template="add_person/known.html"
)
_DETAILS = Step("details", "Details and numbers", "Details", forms.DetailsForm)
_CONVICTIONS = Step(
    "convictions",
    "Convictions, cautions and findings",
    "Conviction",
    forms.ConvictionForm,
    another="Add another conviction",
)
_HELD = Step("held", "Custody or hospital", "Custody", HeldForm)
_HOME = Step("home", "Home address", "Home address", forms.HomeForm)


def adding(user: User) -> Wizard:
    """The wizard of adding one person."""
    officers = officers_of(user.agency)
    mine = {"officer": str(user.pk)} if user in officers else {}
    officer = Step(
        "officer",
        "Offender manager",
        "Offender manager",
        partial(forms.OfficerForm, officers=officers),
        lambda: mine,
    )

    def ask(journal: Journal) -> tuple[Step, ...]:
        sentences = Step(
            "sentences",
            "Sentences and orders",
            "Sentence",
            partial(
                forms.SentenceForm,
                convictions=convictions_typed(journal),
                convicted=days_of_conviction(journal),
            ),
            another="Add another sentence",
            optional=True,
            template="add_person/sentences.html",
        )
        held = (_HELD,) if any_takes_inside(answers(sentences, journal.get("sentences")) or ()) else ()
        return (_IDENTITY, _KNOWN, _DETAILS, _CONVICTIONS, sentences, *held, _HOME, officer)

    def address(slug: str) -> str:
        return reverse("add_person_step", args=[slug])

    def context(step: Step | None, journal: Journal) -> Mapping[str, Any]:
        shown: dict[str, Any] = {"header": None, "held": ()}
        if step is not None and step.slug == "known":
            shown["alike"] = _alike(user, journal)
        return shown

    return Wizard(
        name=NAME,
        user=user,
        nominal_id=None,
        ask=ask,
        address=address,
        start=reverse("add_person"),
        leave="/",
        context=context,
    )


def any_takes_inside(sentences: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of the sentences typed takes people into custody or hospital on the day it is passed."""
    return any(takes_inside(one["kind"]) for one in sentences)


def convictions_typed(journal: Journal) -> list[tuple[str, str]]:
    """The place and the words of each conviction typed so far, for sentences to point at."""
    typed = answers(_CONVICTIONS, journal.get("convictions")) or []
    return [
        (str(place), f"{offence_in_words(one['offence'])}, {day(one['on'])}")
        for place, one in enumerate(typed)
    ]


def days_of_conviction(journal: Journal) -> dict[str, date]:
    """The day of each conviction typed so far, by its place."""
    typed = answers(_CONVICTIONS, journal.get("convictions")) or []
    return {str(place): one["on"] for place, one in enumerate(typed)}


def _alike(user: User, journal: Journal) -> list[Found]:
    """Those on the register who may be the same person."""
    who = answers(_IDENTITY, journal.get("identity"))
    if not who:
        return []
    within_pace_of_searches(user.pk, most=settings.CAIRN.searches_a_minute)
    text = f"{who[0]['forenames']} {who[0]['surname']}".strip()
    try:
        return find(
            user, text=text, date_of_birth=who[0]["date_of_birth"], limit=_MOST_ALIKE, or_born_then=True
        )
    except BadInput:
        return []  # a name of marks alone looks like nobody's
