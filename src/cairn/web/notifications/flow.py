"""Which pages a notification has: only those that what was typed so far asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cairn.accounts.models import User
from cairn.record.drafts.queries import draft_of
from cairn.web.notifications import subjects
from cairn.web.notifications.attendance import NEEDS_EVERYTHING, SUBJECTS, HeldForm, IdentityForm, WhatForm
from cairn.web.notifications.due import Due, due_now
from cairn.web.notifications.held import accounts_held, trips_told, what_we_hold
from cairn.web.person.header import Header
from cairn.web.wizard.pages import Wizard
from cairn.web.wizard.steps import Step
from cairn.web.wizard.typed import Journal

NAME = "notify"

_SUBJECT_STEPS = {
    "names": Step("names", "New name", "Name", subjects.NameForm, another="Add another name"),
    "home": Step("home", "Home address", "Home address", subjects.HomeForm),
    "addresses": Step(
        "addresses", "Other addresses", "Address", subjects.PlaceForm, another="Add another address"
    ),
    "documents": Step(
        "documents",
        "Passports and identity documents",
        "Document",
        subjects.DocumentForm,
        another="Add another document",
    ),
}
_IDENTITY = Step("identity", "Identity check", "Identity check", IdentityForm)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the pages begin with, and offer to choose from."""

    due: Due
    station: str
    began: time
    trips: list[tuple[str, str]]
    accounts: list[tuple[str, str]]


def notification(user: User, header: Header, *, station: str, now: datetime) -> Wizard:
    """
    The wizard of one notification.

    Parameters
        station: where this user last took one.
        now: the moment of the request.
    """
    nominal_id = header.nominal_id
    today = timezone.localdate(now)
    draft = draft_of(user, page=NAME, nominal_id=nominal_id)
    known = _Known(
        due=due_now(header.duties, today=today),
        station=station,
        began=timezone.localtime(draft.started_at if draft else now).time(),
        trips=trips_told(nominal_id),
        accounts=accounts_held(nominal_id, today=today),
    )

    def address(slug: str) -> str:
        return reverse("notify_step", args=[nominal_id, slug])

    def context(step: Step | None, journal: Journal) -> Mapping[str, Any]:
        shown = step is not None and step.slug in {"held", *dict(SUBJECTS)}
        return {"header": header, "held": what_we_hold(nominal_id, today=today) if shown else ()}

    return Wizard(
        name=NAME,
        user=user,
        nominal_id=nominal_id,
        ask=lambda journal: _ask(journal, known),
        address=address,
        start=reverse("notify", args=[nominal_id]),
        leave=reverse("person", args=[nominal_id]),
        context=context,
    )


def _ask(journal: Journal, known: _Known) -> tuple[Step, ...]:
    """The attendance; then what is held and a page for each difference; journeys; who they are."""
    form = partial(WhatForm, hints=known.due.hints, began=known.began)
    begins = {"station": known.station, "matters": list(known.due.matters)}
    steps = [
        Step(
            "what",
            "What are they notifying?",
            "Notification",
            form,
            begins,
            template="notifications/what.html",
        )
    ]
    matters = set(journal.get("what", {}).get("matters", []))
    if not journal.get("what") or matters & NEEDS_EVERYTHING:
        steps += _differences(journal, known, only_a_change=matters == {"change"})
    if "travel" in matters:
        travel = partial(subjects.TravelForm, trips=known.trips)
        steps.append(Step("travel", "Journey abroad", "Journey abroad", travel))
    if "return" in matters:
        back = partial(subjects.ReturnForm, trips=known.trips)
        steps.append(Step("return", "Return to the United Kingdom", "Return", back))
    return (*steps, _IDENTITY)


def _differences(journal: Journal, known: _Known, *, only_a_change: bool) -> list[Step]:
    held = Step(
        "held",
        "What has changed?",
        "Changed",
        partial(HeldForm, only_a_change=only_a_change),
        {"changed": list(known.due.subjects)},
        template="notifications/held.html",
    )
    money = Step(
        "money",
        "Bank accounts and cards",
        "Account or card",
        partial(subjects.MoneyForm, held=known.accounts),
        another="Add another account or card",
        template="notifications/money.html",
    )
    changed = journal.get("held", {}).get("changed", [])
    pages = {**_SUBJECT_STEPS, "money": money}
    return [held, *(pages[subject] for subject, _ in SUBJECTS if subject in changed)]
