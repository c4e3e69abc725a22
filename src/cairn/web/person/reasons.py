"""Why: the whole trail for the registration and for each duty, in words a court would accept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.clock.explaining.queries import ReasonsRedacted, explain
from cairn.clock.models import Basis, Duty, DutyState
from cairn.dates import today
from cairn.law.answers import CURRENT, Reason, Registration, steps
from cairn.law.answers import Duty as LawDuty
from cairn.law.mappa import Category
from cairn.ledger.operations import Task, declare_page
from cairn.record.notifications.duty_words import KINDS as NOTIFICATION_KINDS
from cairn.web.person.header import Header, open_person
from cairn.web.person.next_act import anchor_of
from cairn.web.person.registration import until_words, verdict_of
from cairn.web.person.viewer import case_page

REASONS_OPENED = declare_page(
    "reasons page", "Read the reasons behind registration and duties", task=Task.REASONS
)

_MET = ("met", "met-late")
# How much of a provision the clock keeps.
_PROVISION = Duty._meta.get_field("provision").max_length  # noqa: SLF001  Django documents it


@dataclass(frozen=True, slots=True)
class Trail:
    """One duty and its steps; a duty of policy or plan has its one line only."""

    anchor: str
    what: str
    why: str
    state: str
    due: date | None
    met_on: date | None
    basis: str
    provision: str
    steps: tuple[Reason, ...]


def law_trails(duties: Iterable[LawDuty], clock: Iterable[Duty]) -> tuple[Trail, ...]:
    """The law's duties that are owed or were met, those owed first, under the clock's words for them."""
    statutory = (row for row in clock if row.basis == Basis.STATUTE)
    words = {(row.kind, row.of, row.arose, row.provision): row for row in statutory}
    trails = []
    for duty in sorted(duties, key=lambda duty: duty.state not in CURRENT):
        provision = duty.basis[:_PROVISION]
        row = words.get((duty.kind, duty.of or "", duty.arose, provision))
        trails.append(
            Trail(
                anchor=anchor_of(duty.kind, duty.of, duty.arose, provision),
                what=row.what if row else _in_words(duty),
                why=duty.why,
                state=duty.state,
                due=duty.due,
                met_on=duty.met_on,
                basis=Basis.STATUTE,
                provision=duty.basis,
                steps=tuple(steps(duty.reasons)),
            )
        )
    return tuple(trails)


def other_trails(clock: Iterable[Duty]) -> tuple[Trail, ...]:
    """Duties of guidance, local policy and the plan, and those that come from holding the record."""
    return tuple(
        Trail(
            anchor=anchor_of(row.kind, row.of, row.arose, row.provision, row.source_id),
            what=row.what,
            why=row.why,
            state=row.state,
            due=row.due,
            met_on=None,
            basis=row.basis,
            provision=row.provision,
            steps=(),
        )
        for row in clock
        if row.kind not in NOTIFICATION_KINDS
    )


def _in_words(duty: LawDuty) -> str:
    kinds = {
        "initial": "Initial notification",
        "change": "Change",
        "periodic": "Periodic notification",
        "travel": "Foreign travel",
        "return": "Return to the United Kingdom",
        "travel-change": "Change of a notified journey",
        "absence": "Absence from home",
        "absence-return": "Return home on another day",
        "review-acknowledgement": "Acknowledge an application for review",
        "review-answer": "Answer about an application for review",
        "review-decision": "Decide a review",
        "review-appeal": "Appeal against a review",
    }
    about = f" ({duty.of.replace('-', ' ')})" if duty.kind == "change" and duty.of else ""
    return kinds[duty.kind] + about


def _context(header: Header, day: date) -> dict[str, object]:
    registration: Registration | None = None
    category: Category | None = None
    law: tuple[Trail, ...] = ()
    withheld = False
    if header.owns:
        try:
            answer = explain(header.nominal_id, as_at=day, decision=header.sight)
        except ReasonsRedacted:
            withheld = True
        else:
            registration, category = answer.registration, answer.category
            law = law_trails(answer.duties, header.duties)
    other = other_trails(header.duties)
    return {
        "header": header,
        "today": day,
        "withheld": withheld,
        "registration": registration,
        "until": until_words(registration) if registration is not None else "",
        "verdict": verdict_of(header.standing, registration, told=header.sees("standing")),
        "registration_steps": tuple(steps(registration.reasons)) if registration is not None else (),
        "category": category,
        "owed": tuple(trail for trail in (*law, *other) if trail.state in DutyState.values),
        "met": tuple(trail for trail in law if trail.state in _MET),
    }


@case_page
def reasons(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The reasons page."""
    day = today()
    header = open_person(user, nominal_id, page=REASONS_OPENED, tab="reasons", today=day)
    return render(request, "person/reasons.html", _context(header, day))
