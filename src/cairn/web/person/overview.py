"""The person's page: who, registrable until when and why, what is owed next, and the record in short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.clock.models import Duty
from cairn.clock.queries import Explained, ReasonsWithheld, explain
from cairn.dates import today
from cairn.law.answers import Duty as LawDuty
from cairn.law.answers import steps
from cairn.law.mappa import Category
from cairn.ledger.operations import Task, declare_page
from cairn.plan.actions.models import Action, Plan
from cairn.plan.actions.queries import completed_by, open_plan
from cairn.record.addresses.models import Address
from cairn.record.addresses.queries import addresses_of
from cairn.record.allocation.models import Allocation
from cairn.record.convictions.models import Conviction
from cairn.record.convictions.queries import convictions_of
from cairn.record.custody.models import TimeAway
from cairn.record.custody.queries import times_away_of
from cairn.record.disclosures.models import Disclosure
from cairn.record.disclosures.queries import disclosures_of
from cairn.record.identity.models import Name
from cairn.record.identity.queries import names_of
from cairn.record.notifications.models import Notification
from cairn.record.notifications.queries import notifications_of
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.queries import OrderStatus, order_statuses, orders_of
from cairn.web.person.header import Header, open_person
from cairn.web.person.next_act import act_for, anchor_of
from cairn.web.person.viewer import case_page
from cairn.web.plan.board import cards

OVERVIEW_OPENED = declare_page("person page", "Opened the overview", task=Task.RECORD)

# How many met duties, notifications and disclosures the first page shows; the timeline has them all.
_RECENT = 5
# So long a partner still finds what it completed here; the action itself stays where it is.
_DONE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty in the list of what is next, and the act that would meet it."""

    duty: Duty
    act: str
    act_url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows; the owner's parts are empty for a partner, who is told so."""

    because: str
    until_further_order: bool
    category: Category | None
    owed: tuple[Owed, ...]
    met: tuple[LawDuty, ...]
    names: tuple[Name, ...]
    addresses: tuple[Address, ...]
    convictions: tuple[Conviction, ...]
    orders: tuple[OrderStatus, ...]
    plain_orders: tuple[CourtOrder, ...]
    reasons_withheld: bool
    notifications: tuple[Notification, ...]
    times_away: tuple[TimeAway, ...]
    disclosures: tuple[Disclosure, ...]
    allocation: Allocation | None
    plan: Plan | None
    open_actions: int
    done: tuple[Action, ...]
    overdue_actions: int


def _current_first(addresses: Iterable[Address], day: date) -> tuple[Address, ...]:
    """Current places before former ones; the newest first in each."""
    newest = sorted(addresses, key=lambda row: row.starts, reverse=True)
    return tuple(sorted(newest, key=lambda row: row.ends is not None and row.ends <= day))


def _owed(duty: Duty, user: User) -> Owed:
    act, url = act_for(duty, user)
    anchor = anchor_of(duty.kind, duty.of, duty.arose, duty.provision, duty.source_id)
    return Owed(duty, act, url, anchor)


@dataclass(frozen=True, slots=True)
class _FromTheLaw:
    """What only the owner reads: why, in one sentence; the MAPPA category; duties met last; the orders."""

    because: str = ""
    until_further_order: bool = False
    category: Category | None = None
    met: tuple[LawDuty, ...] = ()
    orders: tuple[OrderStatus, ...] = ()
    withheld: bool = False


def _from_the_law(nominal_id: UUID, day: date) -> _FromTheLaw:
    try:
        answer = explain(nominal_id, as_at=day)
    except ReasonsWithheld:
        return _FromTheLaw(withheld=True)
    clauses = "; ".join(reason.text for reason in steps(answer.registration.reasons))
    done = [duty for duty in answer.duties if duty.met_on]
    met = sorted(done, key=lambda duty: duty.met_on or day, reverse=True)[:_RECENT]
    return _FromTheLaw(
        because=f"Because {clauses}." if clauses else "",
        until_further_order=answer.registration.further_order,
        category=answer.category,
        met=tuple(met),
        orders=_orders(nominal_id, answer, day),
    )


def _orders(nominal_id: UUID, answer: Explained, day: date) -> tuple[OrderStatus, ...]:
    """The person's orders; most people have none, and then the law is not asked about any."""
    rows = orders_of(nominal_id)
    if not rows:
        return ()
    schemes = (reason for regime in answer.answer.regimes for reason in regime.reasons)
    return order_statuses(
        rows,
        answer.person,
        as_at=day,
        rules=answer.book.scheme(answer.person.jurisdiction).rules.orders,
        reasons=(*answer.registration.reasons, *schemes),
    )


def _overview(header: Header, user: User, day: date) -> Overview:
    nominal_id = header.nominal_id
    plan = open_plan(nominal_id)
    actions = cards(plan, user, day) if plan else ()
    law = _from_the_law(nominal_id, day) if header.owns else _FromTheLaw()
    return Overview(
        because=law.because,
        until_further_order=law.until_further_order,
        category=law.category,
        owed=tuple(_owed(duty, user) for duty in header.duties),
        met=law.met,
        names=tuple(row for row in names_of(nominal_id) if not row.shown),
        addresses=_current_first(addresses_of(nominal_id), day),
        convictions=tuple(convictions_of(nominal_id)),
        orders=law.orders,
        # Whoever reads orders without the law's reasons reads them plain.
        plain_orders=() if header.owns and not law.withheld else tuple(orders_of(nominal_id)),
        reasons_withheld=law.withheld,
        notifications=tuple(notifications_of(nominal_id))[:_RECENT],
        times_away=tuple(times_away_of(nominal_id)),
        disclosures=tuple(disclosures_of(nominal_id))[:_RECENT] if header.sees("disclosures") else (),
        allocation=header.allocation,
        plan=plan,
        done=() if header.owns else _done(nominal_id, user, day),
        open_actions=sum(action.owed for action in actions),
        overdue_actions=sum(action.overdue for action in actions),
    )


def _done(nominal_id: UUID, user: User, day: date) -> tuple[Action, ...]:
    since = day - timedelta(days=_DONE_DAYS)
    return tuple(completed_by(user.agency_id, nominal_id, since=since))


@case_page
def person(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The person's page."""
    day = today()
    header = open_person(user, nominal_id, page=OVERVIEW_OPENED, tab="person", today=day)
    context = {
        "header": header,
        "it": _overview(header, user, day),
        # Whom the acknowledgement's page would refuse is not sent there.
        "acknowledges": header.owns and user.role in RECORD_KEEPERS,
        "today": day,
    }
    return render(request, "person/overview.html", context)
