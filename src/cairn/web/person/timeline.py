"""All dated facts about a person in one line, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.access.models import Partnership
from cairn.access.partnerships.queries import partnerships_of
from cairn.accounts.models import User
from cairn.dates import in_words, london, today
from cairn.ledger.operations import Task, declare_page
from cairn.plan.actions.queries import actions_of, plans_of
from cairn.plan.level.queries import levels_of
from cairn.record.addresses.queries import addresses_of
from cairn.record.allocation.queries import allocations_of
from cairn.record.convictions.models import Conviction
from cairn.record.convictions.queries import convictions_of
from cairn.record.custody.models import AwayKind
from cairn.record.custody.queries import times_away_of
from cairn.record.disclosures.queries import disclosures_of
from cairn.record.identity.queries import names_of
from cairn.record.notifications.queries import notifications_of
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.queries import orders_of
from cairn.record.travel.queries import trips_of
from cairn.supervision.risk.queries import risk_assessments_of
from cairn.supervision.visits.queries import visits_of
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

TIMELINE_OPENED = declare_page("timeline", "Read the timeline", task=Task.RECORD)

_CAME_BACK = {AwayKind.CUSTODY: "Released", AwayKind.HOSPITAL: "Discharged", AwayKind.ABROAD: "Returned"}


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact; `subject` names its history."""

    on: date
    title: str
    text: str
    subject: str
    by: str = ""


def _record(nominal_id: UUID) -> Iterator[Event]:
    for name in names_of(nominal_id):
        if name.used_from:
            yield Event(name.used_from, f"{name.get_kind_display()} first used", str(name), "names")
    for conviction in convictions_of(nominal_id):
        yield from _conviction(conviction)
    for order in orders_of(nominal_id):
        yield from _order(order)
    for notification in notifications_of(nominal_id):
        matters = ", ".join(matter.get_of_display() for matter in notification.matters.all())
        yield Event(
            notification.given_on,
            f"Notified: {matters}" if matters else "Notified",
            notification.station,
            "notifications",
            notification.received_by.name,
        )


def _whereabouts(nominal_id: UUID) -> Iterator[Event]:
    for address in addresses_of(nominal_id):
        place = ", ".join(part for part in (address.lines, address.postcode) if part)
        yield Event(address.starts, address.get_kind_display(), place, "addresses")
        if address.ends:
            yield Event(address.ends, f"{address.get_kind_display()}: ended", place, "addresses")
    for away in times_away_of(nominal_id):
        yield Event(away.began, away.get_kind_display(), away.place, "time-away")
        if away.ended:
            yield Event(away.ended, _CAME_BACK[AwayKind(away.kind)], away.place, "time-away")
    for trip in trips_of(nominal_id):
        yield Event(trip.departs_on, "Leaves the United Kingdom", trip.first_country, "travel")
        if trip.returns_on:
            yield Event(trip.returns_on, "Due back in the United Kingdom", trip.return_point, "travel")


def _conviction(row: Conviction) -> Iterator[Event]:
    sentences = ", ".join(disposal.get_kind_display() for disposal in row.disposals.all())
    text = f"{row.offence}: {sentences}" if sentences else row.offence
    yield Event(row.on, row.get_outcome_display(), text, "convictions")
    if row.quashed_on:
        yield Event(row.quashed_on, "Conviction quashed", row.offence, "convictions")
    if row.trial_concluded_on:
        outcome = row.get_trial_outcome_display()
        yield Event(row.trial_concluded_on, f"Trial concluded: {outcome}", row.offence, "convictions")


def _order(row: CourtOrder) -> Iterator[Event]:
    kind = row.get_kind_display()
    lasts = f"Until {in_words(row.until)}" if row.until else "Until further order"
    yield Event(row.made_on, kind, ". ".join(part for part in (lasts, row.court) if part), "orders")
    if row.in_force_on and row.in_force_on != row.made_on:
        yield Event(row.in_force_on, f"{kind}: in force", "", "orders")
    if row.ended_on:
        yield Event(row.ended_on, f"{kind}: ended", row.ended_how, "orders")
    elif row.until:
        yield Event(row.until, f"{kind}: last day", "", "orders")


def _work(nominal_id: UUID) -> Iterator[Event]:
    for allocation in allocations_of(nominal_id):
        yield Event(allocation.starts, "Offender manager", allocation.officer.name, "allocation")
    for risk in risk_assessments_of(nominal_id):
        title = f"Risk level set: {risk.get_level_display().lower()}"
        yield Event(risk.set_on, title, risk.reason, "risk", risk.set_by.name)
    for visit in visits_of(nominal_id):
        title = f"Visit: {visit.get_outcome_display().lower()}"
        yield Event(visit.visited_on, title, visit.observations, "visits", visit.visited_by.name)
    for level in levels_of(nominal_id):
        yield Event(level.set_on, f"Managed at level {level.level}", level.reason, "level", level.set_by.name)
    for plan in plans_of(nominal_id):
        title = "Risk management plan agreed"
        yield Event(plan.agreed_on, title, plan.summary, "plan", plan.agreed_by.name)
    for action in actions_of(nominal_id):
        yield Event(action.agreed_on, f"Action agreed for {action.agency.name}", action.what, "actions")
        if action.completed_on:
            text = f"{action.what}: {action.outcome}"
            yield Event(action.completed_on, f"Action completed by {action.agency.name}", text, "actions")


def _sharing(nominal_id: UUID, partnerships: list[Partnership]) -> Iterator[Event]:
    for told in disclosures_of(nominal_id):
        title = f"Told overseas: {told.whom}" if told.is_transfer else f"Told: {told.whom}"
        yield Event(london(told.told_at).date(), title, told.what, "disclosures", told.told_by.name)
    for row in partnerships:
        yield Event(row.starts, f"{row.agency.name} given access", row.purpose, "access")
        if row.until:
            yield Event(row.until, f"{row.agency.name}: access ends", row.purpose, "access")


def timeline_of(nominal_id: UUID) -> tuple[Event, ...]:
    """Every dated fact that the user may see, newest first; facts of one day in the order of their kinds."""
    sharing = _sharing(nominal_id, partnerships_of(nominal_id))
    events = [*_record(nominal_id), *_whereabouts(nominal_id), *_work(nominal_id), *sharing]
    return tuple(sorted(events, key=lambda event: event.on, reverse=True))


@case_page
def timeline(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The timeline page."""
    day = today()
    header = open_person(user, nominal_id, page=TIMELINE_OPENED, tab="timeline", today=day)
    context = {"header": header, "events": timeline_of(nominal_id), "today": day}
    return render(request, "person/timeline.html", context)
