"""One person's record on a day, by what was known at a moment: the parts that the page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cairn.access.models import Partnership
from cairn.access.partnerships.queries import partners_of
from cairn.accounts.models import User
from cairn.clock.as_known import known_projection
from cairn.clock.models import Duty, DutyState, Standing
from cairn.clock.moments import Moment
from cairn.clock.queries import Explained, explain
from cairn.dates import london
from cairn.law.answers import Registration, steps
from cairn.law.mappa import Category
from cairn.plan.actions.models import Action, ActionState, Plan
from cairn.plan.actions.queries import actions_of, plans_of
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level.queries import current_level
from cairn.record.addresses.models import Address
from cairn.record.addresses.queries import addresses_of, current_home
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.queries import allocations_of
from cairn.record.convictions.models import Conviction
from cairn.record.convictions.queries import convictions_of
from cairn.record.custody.models import TimeAway
from cairn.record.custody.queries import away_on, times_away_of
from cairn.record.disclosures.models import Disclosure
from cairn.record.disclosures.queries import disclosures_of
from cairn.record.identity.models import Name, Nominal
from cairn.record.identity.queries import names_of
from cairn.record.notifications.models import Notification
from cairn.record.notifications.queries import notifications_of
from cairn.record.orders.queries import OrderStatus, order_statuses, orders_of
from cairn.record.rulebook.queries import current_book
from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.risk.queries import current_risk
from cairn.web.person.header import Header, flags_of, identity_facts
from cairn.web.person.reasons import Trail, law_trails, other_trails

_MET = ("met", "met-late")


@dataclass(frozen=True, slots=True)
class Then:
    """What was so on the day, as known; the owner's parts are empty for a partner, who is told so."""

    names: tuple[Name, ...]
    addresses: tuple[Address, ...]
    convictions: tuple[Conviction, ...]
    orders: tuple[OrderStatus, ...]
    times_away: tuple[TimeAway, ...]
    notifications: tuple[Notification, ...]
    disclosures: tuple[Disclosure, ...]
    allocation: Allocation | None
    risk: RiskAssessment | None
    level: ManagementLevel | None
    plan: Plan | None
    actions: tuple[Action, ...]
    partnerships: tuple[Partnership, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """The law's answer of that day and what was owed; only the owner reads it whole."""

    registration: Registration | None = None
    because: str = ""
    category: Category | None = None
    owed: tuple[Trail, ...] = ()
    met: tuple[Trail, ...] = ()
    explained: Explained | None = None


def then(header: Header, moment: Moment, answer: Explained | None) -> Then:
    """
    The facts that had begun by the day. Call it within `as_known`.

    Parameters
        answer: the law's answer of that day, for the orders; None for a partner.
    """
    key, day = header.nominal_id, moment.as_at
    plan = next(
        (one for one in plans_of(key) if one.agreed_on <= day and not _over(one.closed_on, day)), None
    )
    return Then(
        names=tuple(one for one in names_of(key) if one.used_from is None or one.used_from <= day),
        addresses=tuple(one for one in addresses_of(key) if one.starts <= day),
        convictions=tuple(one for one in convictions_of(key) if one.on <= day),
        orders=_orders(header, answer, day),
        times_away=tuple(one for one in times_away_of(key) if one.began <= day),
        notifications=tuple(one for one in notifications_of(key) if one.given_on <= day),
        disclosures=tuple(one for one in disclosures_of(key) if london(one.told_at).date() <= day),
        allocation=next(
            (one for one in allocations_of(key) if one.starts <= day and not _over(one.ends, day)), None
        ),
        risk=current_risk(key, as_at=day),
        level=current_level(key, as_at=day),
        plan=plan,
        actions=tuple(_actions(header, plan, day)),
        partnerships=tuple(partners_of(key, as_at=day)),
    )


def owed_then(header: Header, moment: Moment) -> Owed:
    """
    What the law, policy and the plan asked for on the day, with reasons. Call it within `as_known`.

    For a partner, the plan's duties only: the others rest on facts that a partner does not read.
    """
    if not header.owns:
        plan = tuple(duty for duty in header.duties if duty.basis == "plan")
        return Owed(owed=other_trails(plan))
    answer = explain(header.nominal_id, as_at=moment.as_at, book=current_book(moment.known_at))
    law, other = law_trails(answer.duties, header.duties), other_trails(header.duties)
    clauses = "; ".join(reason.text for reason in steps(answer.registration.reasons))
    return Owed(
        registration=answer.registration,
        because=f"Because {clauses}." if clauses else "",
        category=answer.category,
        owed=tuple(one for one in (*law, *other) if one.state in DutyState.values),
        met=tuple(one for one in law if one.state in _MET),
        explained=answer,
    )


def header_then(header: Header, user: User, moment: Moment) -> Header | None:
    """
    Today's header with nothing of today left in it but the address; None if the person was not known by then.

    Call it within `as_known`.
    """
    nominal = Nominal.objects.filter(pk=header.nominal_id).first()
    if nominal is None:
        return None
    if nominal.died_on and nominal.died_on > moment.as_at:
        nominal.died_on = None
    day, key = moment.as_at, header.nominal_id
    found = known_projection(key, moment)
    standing = Standing(**found.standing._asdict()) if found and header.owns else None
    duties = tuple(Duty(**row._asdict()) for row in found.duties) if found else ()
    if not header.owns:
        duties = tuple(duty for duty in duties if duty.basis == "plan")
    home, away = current_home(key, as_at=day), tuple(away_on(key, as_at=day))
    name = next(iter(names_of(key)), None)
    return replace(
        header,
        nominal=nominal,
        name=str(name) if name else "Name not known",
        facts=identity_facts(nominal, day),
        photograph=None,
        flags=flags_of(nominal, standing, duties, home, away),
        standing=standing,
        duties=duties,
        home=home,
        away=away,
        partnerships=tuple(partners_of(key, as_at=day)),
        duties_note="",
    )


def _over(end: date | None, day: date) -> bool:
    return end is not None and end <= day


def _actions(header: Header, plan: Plan | None, day: date) -> Iterable[Action]:
    """The open plan's actions as they stood that day: one completed later was still owed."""
    for action in actions_of(header.nominal_id) if plan else ():
        if plan and action.plan_id == plan.pk and action.agreed_on <= day:
            if action.completed_on and action.completed_on > day:
                action.state, action.completed_on = ActionState.ACCEPTED, None
            yield action


def _orders(header: Header, answer: Explained | None, day: date) -> tuple[OrderStatus, ...]:
    rows = [one for one in orders_of(header.nominal_id) if one.made_on <= day]
    if answer is None or not rows:
        return ()
    schemes = (reason for regime in answer.answer.regimes for reason in regime.reasons)
    return order_statuses(
        rows,
        answer.person,
        as_at=day,
        rules=answer.book.scheme(answer.person.jurisdiction).rules.orders,
        reasons=(*answer.registration.reasons, *schemes),
    )
