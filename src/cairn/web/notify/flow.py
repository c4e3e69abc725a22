"""Which pages a notification has: only those that what was typed so far asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cairn.access.models import User
from cairn.record.notifications.drafts import draft_of
from cairn.record.travel.models import Trip
from cairn.record.travel.queries import trips_of
from cairn.web.base.filters import day
from cairn.web.journey.pages import Journey
from cairn.web.journey.steps import Step
from cairn.web.journey.typed import Journal
from cairn.web.notify import subjects
from cairn.web.notify.attendance import NEEDS_EVERYTHING, SUBJECTS, HeldForm, IdentityForm, WhatForm
from cairn.web.notify.due import Due, due_now
from cairn.web.notify.held import what_we_hold
from cairn.web.person.header import Header

NAME = "notify"

_SUBJECT_STEPS = {
    "names": Step("names", "New name", "Names used", subjects.NameForm, another="Add another name"),
    "home": Step("home", "Home address", "Home address", subjects.HomeForm),
    "addresses": Step(
        "addresses", "Other addresses", "Other addresses", subjects.PlaceForm, another="Add another address"
    ),
    "money": Step(
        "money",
        "Bank accounts and cards",
        "Accounts and cards",
        subjects.MoneyForm,
        another="Add another account or card",
    ),
    "documents": Step(
        "documents",
        "Passports and identity documents",
        "Passports and documents",
        subjects.DocumentForm,
        another="Add another document",
    ),
}
_IDENTITY = Step("identity", "Identity check", "Identity check", IdentityForm)


def notification(user: User, header: Header, *, station: str, now: datetime) -> Journey:
    """
    The journey of one notification.

    Parameters
        station: where this user last took one.
        now: the moment of the request.
    """
    nominal_id = header.nominal_id
    today = timezone.localdate(now)
    due = due_now(header.duties, today=today)
    trips = trips_of(nominal_id)
    draft = draft_of(user, journey=NAME, nominal_id=nominal_id)
    began = draft.started_at if draft else now
    initial = {"station": station, "matters": list(due.matters)}

    def address(slug: str) -> str:
        return reverse("notify_step", args=[nominal_id, slug])

    def context(step: Step | None, journal: Journal) -> Mapping[str, Any]:
        shown = step is not None and (step.slug == "held" or step.slug in _SUBJECT_STEPS)
        return {"header": header, "held": what_we_hold(nominal_id, today=today) if shown else ()}

    return Journey(
        name=NAME,
        user=user,
        nominal_id=nominal_id,
        ask=lambda journal: _ask(journal, due, trips, initial, began),
        address=address,
        start=reverse("notify", args=[nominal_id]),
        save=reverse("notify_autosave", args=[nominal_id]),
        leave=reverse("person", args=[nominal_id]),
        context=context,
    )


def _ask(
    journal: Journal, due: Due, trips: list[Trip], initial: Mapping[str, Any], began: datetime
) -> tuple[Step, ...]:
    form = partial(WhatForm, hints=due.hints, began=timezone.localtime(began).time())
    steps = [
        Step("what", "What are they notifying?", "Notification", form, initial, template="notify/what.html")
    ]
    matters = set(journal.get("what", {}).get("matters", []))
    if not journal.get("what") or matters & NEEDS_EVERYTHING:
        only = matters == {"change"}
        steps.append(
            Step(
                "held",
                "What has changed?",
                "Changed",
                partial(HeldForm, only_a_change=only),
                {"changed": list(due.subjects)},
                template="notify/held.html",
            )
        )
        changed = journal.get("held", {}).get("changed", [])
        steps += [_SUBJECT_STEPS[subject] for subject, _ in SUBJECTS if subject in changed]
    if "travel" in matters:
        steps.append(
            Step(
                "travel",
                "Journey abroad",
                "Journey abroad",
                partial(subjects.TravelForm, trips=_words(trips)),
            )
        )
    if "return" in matters:
        steps.append(Step("return", "Return", "Return", partial(subjects.ReturnForm, trips=_words(trips))))
    return (*steps, _IDENTITY)


def _words(trips: list[Trip]) -> list[tuple[str, str]]:
    """Journeys that were not given up, as they can be chosen."""
    return [
        (str(trip.pk), f"{trip.first_country}, leaving {day(trip.departs_on)}")
        for trip in trips
        if trip.cancelled_on is None
    ]
