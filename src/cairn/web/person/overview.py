"""The person's page: who, registrable until when and why, what is due next, and the record in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cairn.accounts.models import User
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.ledger.operations import Task, declare_page
from cairn.plan.actions.models import Action, ActionState
from cairn.record.custody.subject import TIME_AWAY
from cairn.record.drafts.models import Draft
from cairn.record.identity.models import Identifier
from cairn.record.identity.queries import NUMBERS_ELSEWHERE
from cairn.supervision.visits.entry_warrant import Away, EntryWarrant, entry_warrant
from cairn.supervision.visits.models import Visit
from cairn.supervision.visits.subject import VISIT
from cairn.web.person.door import Door, door_of
from cairn.web.person.header import Header, open_person
from cairn.web.person.law import Law, law_of
from cairn.web.person.next_act import act_for, anchor_of
from cairn.web.person.registration import Verdict, verdict_of
from cairn.web.person.sections import Sections, sections_of, shown_subjects
from cairn.web.person.viewer import case_page
from cairn.web.subjects.cards import Reading

OVERVIEW_OPENED = declare_page("person page", "Opened the overview", task=Task.RECORD)

# So long a partner still finds what it completed here; the action itself stays where it is.
_DONE_DAYS = 28


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in the list of what is due, and the act that would meet it."""

    duty: Duty
    act: str
    act_url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Something that this user began to type about this person: which page, when, and where it goes on."""

    what: str
    saved_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class SameNumber:
    """A number of this person that another record has too: which, and where that record is opened."""

    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows; the owner's parts are empty for a partner, who is told so."""

    door: Door
    unfinished: tuple[Unfinished, ...]
    verdict: Verdict
    law: Law
    due: tuple[DutyLine, ...]
    done: tuple[Action, ...]
    sections: Sections
    same_numbers: tuple[SameNumber, ...]
    warrant: EntryWarrant | None


def _line(duty: Duty, user: User) -> DutyLine:
    act, url = act_for(duty, user)
    anchor = anchor_of(duty.kind, duty.of, duty.arose, duty.provision, duty.source_id)
    return DutyLine(duty, act, url, anchor)


def overview_of(header: Header, user: User, day: date) -> Overview:
    """The page's parts, from what was read with the header."""
    law = law_of(header, day)
    reading = Reading(
        as_at=day, role=user.role, agency_id=user.agency_id, owns=header.owns, law=law.explained
    )
    return Overview(
        door=door_of(header, user, day),
        unfinished=tuple(_unfinished(header.rows.of(Draft))),
        verdict=verdict_of(header.standing, law.registration, told=header.sees("standing")),
        law=law,
        due=tuple(_line(duty, user) for duty in header.duties),
        done=() if header.owns else tuple(_done(header.rows.of(Action), user, day)),
        sections=sections_of(header, header.rows, reading),
        same_numbers=tuple(_same_numbers(header)),
        warrant=_warrant(header, day),
    )


def _warrant(header: Header, day: date) -> EntryWarrant | None:
    """To the owner, once entry was sought in vain."""
    if not header.owns or not header.sees(VISIT.fact):
        return None
    away = cast("tuple[Away, ...]", header.rows.of_subject(TIME_AWAY))
    found = entry_warrant(header.rows.of(Visit), away, day)
    return found if found.relied_on else None


def _same_numbers(header: Header) -> Iterator[SameNumber]:
    """Nobody is named here: the other record is opened, and that is entered."""
    for row in header.rows.elsewhere(Identifier):
        yield SameNumber(
            f"{row.get_kind_display()} {row.canonical}", reverse("person", args=[row.nominal_id])
        )


def _unfinished(drafts: Iterable[Draft]) -> Iterator[Unfinished]:
    """The user's own drafts, the latest first; nobody sees another's."""
    for draft in sorted(drafts, key=lambda each: each.saved_at, reverse=True):
        if draft.address:
            page, _, _ = draft.page.partition(":")
            yield Unfinished(
                page.replace("_", " ").replace("-", " ").capitalize(), draft.saved_at, draft.address
            )


def _done(actions: Iterable[Action], user: User, day: date) -> Iterable[Action]:
    """What a partner's agency completed lately, the latest first."""
    since = day - timedelta(days=_DONE_DAYS)
    own = (row for row in actions if row.agency_id == user.agency_id and row.state == ActionState.COMPLETED)
    done = [(row.completed_on, row) for row in own if row.completed_on and row.completed_on >= since]
    return (row for _, row in sorted(done, key=lambda each: each[0], reverse=True))


@case_page
def person(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The person's page."""
    day = today()
    header = open_person(
        user,
        nominal_id,
        page=OVERVIEW_OPENED,
        tab="person",
        today=day,
        subjects=shown_subjects(),
        beside=[Draft, NUMBERS_ELSEWHERE],
    )
    context = {"header": header, "it": overview_of(header, user, day), "today": day}
    return render(request, "person/overview.html", context)
