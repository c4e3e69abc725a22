"""Which pages a notification has: only those that what was typed so far asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cairn.accounts.models import User
from cairn.record.notifications.queries import last_station_of
from cairn.subjects.declaration import Subject
from cairn.web.notifications import schemes, subjects
from cairn.web.notifications.attendance import NEEDS_EVERYTHING, SUBJECTS, HeldForm, IdentityForm, WhatForm
from cairn.web.notifications.due import Due, due_now
from cairn.web.notifications.held import accounts_held, departures_of, particulars, trips_told, what_we_hold
from cairn.web.person.header import Header
from cairn.web.wizard.pages import Wizard
from cairn.web.wizard.steps import Step, answers
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


@dataclass(frozen=True)
class _Known:
    """What the pages begin with, and offer to choose from: each read for the page that shows it, and for no other."""

    user: User
    header: Header
    now: datetime

    @cached_property
    def due(self) -> Due:
        return due_now(self.header.duties, today=timezone.localdate(self.now))

    @cached_property
    def trips(self) -> list[tuple[str, str]]:
        return trips_told(self.header.nominal_id)

    def departures(self) -> Mapping[str, date]:
        return departures_of(self.header.nominal_id)

    @cached_property
    def accounts(self) -> list[tuple[str, str]]:
        return accounts_held(self.header.nominal_id, today=timezone.localdate(self.now))

    @cached_property
    def asked(self) -> tuple[Subject, ...]:
        """What other schemes ask of this person."""
        return schemes.asked_for(self.header.duties)

    def begins(self) -> dict[str, Any]:
        """The attendance before anything is typed: where this user last took one, and what is due."""
        return {"station": last_station_of(self.user), "matters": list(self.due.matters)}


def notification(user: User, header: Header, *, now: datetime) -> Wizard:
    """
    The wizard of one notification.

    Parameters
        now: the moment of the request.
    """
    nominal_id = header.nominal_id
    today = timezone.localdate(now)
    known = _Known(user, header, now)

    def address(slug: str) -> str:
        return reverse("notify_step", args=[nominal_id, slug])

    def context(step: Step | None, journal: Journal) -> Mapping[str, Any]:
        shown = step is not None and step.slug in {"held", *_changing(known)}
        held = what_we_hold(nominal_id, today=today, asked=known.asked) if shown else ()
        if step is not None and step.slug == "held":
            held = (*particulars(header), *held)
        return {"header": header, "held": held}

    def ask(journal: Journal) -> tuple[Step, ...]:
        draft = wizard.draft()
        return _ask(journal, known, began=timezone.localtime(draft.started_at if draft else now).time())

    wizard = Wizard(
        name=NAME,
        user=user,
        nominal_id=nominal_id,
        ask=ask,
        address=address,
        start=reverse("notify", args=[nominal_id]),
        leave=reverse("person", args=[nominal_id]),
        context=context,
    )
    return wizard


def _ask(journal: Journal, known: _Known, *, began: time) -> tuple[Step, ...]:
    """The attendance; then what is held and a page for each difference; journeys; who they are."""
    form = partial(WhatForm, hints=known.due.hints, began=began)
    steps = [
        Step(
            "what",
            "What are they notifying?",
            "Notification",
            form,
            known.begins,
            template="notifications/what.html",
        )
    ]
    matters = set(journal.get("what", {}).get("matters", []))
    if not journal.get("what") or matters & NEEDS_EVERYTHING:
        steps += _differences(journal, known, only_a_change=matters == {"change"})
    if "travel" in matters:
        said = answers(steps[0], journal.get("what"))
        given_on = said[0]["given_on"] if said and said[0]["when"] == "earlier" else None
        travel = partial(subjects.TravelForm, trips=known.trips, given_on=given_on)
        steps.append(Step("travel", "Journey abroad", "Journey abroad", travel))
    if "return" in matters:
        back = partial(subjects.ReturnForm, trips=known.trips, departed=known.departures)
        steps.append(Step("return", "Return to the United Kingdom", "Return", back))
    return (*steps, _IDENTITY)


def _differences(journal: Journal, known: _Known, *, only_a_change: bool) -> list[Step]:
    held = Step(
        "held",
        "What has changed?",
        "Changed",
        partial(HeldForm, only_a_change=only_a_change, more=schemes.choices(known.asked)),
        lambda: {"changed": list(known.due.subjects)},
        template="notifications/held.html",
    )
    changed = journal.get("held", {}).get("changed", [])
    pages = dict(_SUBJECT_STEPS)
    if "money" in changed:
        pages["money"] = Step(
            "money",
            "Bank accounts and cards",
            "Account or card",
            partial(subjects.MoneyForm, held=known.accounts),
            another="Add another account or card",
            template="notifications/money.html",
        )
    pages |= {each.key: schemes.step_of(each, known.header.nominal_id) for each in known.asked}
    return [held, *(pages[subject] for subject in _changing(known) if subject in changed)]


def _changing(known: _Known) -> dict[str, str]:
    """Everything that can differ from what is on record, and its heading."""
    return dict((*SUBJECTS, *schemes.choices(known.asked)))
