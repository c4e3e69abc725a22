"""The person of a case: the events put together, and what they say of each other checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec

from cairn.dates import add_months
from cairn.errors import BadInput
from cairn.law.cases.events import Quashed, event
from cairn.law.cases.fields import Fields
from cairn.law.cases.regimes import OrderEnded
from cairn.law.facts import (
    Away,
    ChildHousehold,
    ChildHouseholdLeft,
    Conviction,
    Fact,
    HomeAbsence,
    HomeAddress,
    NameUsed,
    NoFixedAbode,
    Notification,
    Order,
    ParentalDirection,
    Person,
    PrescribedMatter,
    ReviewStep,
    Stay,
    Travel,
    TravelChanged,
    TrialConcluded,
)

AnyFact = TypeVar("AnyFact", bound=Fact)


def person(fields: Fields, jurisdiction: str, where: str, *, passed_over: Collection[str] = ()) -> Person:
    """
    The person described by `person:` and `events:`.

    Parameters
        passed_over: kinds of event that are somebody else's to read.

    Raises
        BadInput: an event that cannot be, two with one id, a date before birth, or a reference to
            an id that no event has.
    """
    about = Fields(fields.needed("person"), f"{where}: person", ("born", "died", "sex"))
    born, born_latest = _birth(about, fields.rows("events"))
    facts: list[Fact] = []
    quashed: list[Quashed] = []
    ended: list[OrderEnded] = []
    ids: set[str] = set()
    for number, row in enumerate(fields.rows("events"), 1):
        here = f"{where}: event {number}"
        if isinstance(row, dict) and row.get("kind") in passed_over:
            continue
        read = event(row, here)
        if isinstance(read, Quashed):
            quashed.append(read)
            continue
        if isinstance(read, OrderEnded):
            ended.append(read)
            continue
        if read.id is not None and read.id in ids:
            raise BadInput(f"{here}: id: two events have the id “{read.id}”.", field="id")
        ids.update([read.id] if read.id is not None else [])
        _after_birth(read, born, here)
        facts.append(read)
    _references(facts, where)
    return Person(
        born=born,
        born_latest=born_latest,
        died=about.day("died"),
        jurisdiction=jurisdiction,
        convictions=_with_orders(_with_quashed(_of(facts, Conviction), quashed), _of(facts, Order)),
        trials=_of(facts, TrialConcluded),
        notifications=_of(facts, Notification),
        away=_of(facts, Away),
        addresses=_of(facts, HomeAddress),
        no_fixed_abode=_of(facts, NoFixedAbode),
        names=_of(facts, NameUsed),
        stays=_of(facts, Stay),
        households=_of(facts, ChildHousehold),
        households_left=_of(facts, ChildHouseholdLeft),
        prescribed=_of(facts, PrescribedMatter),
        absences=_of(facts, HomeAbsence),
        travel=_of(facts, Travel),
        travel_changed=_of(facts, TravelChanged),
        orders=_with_ends(_of(facts, Order), ended),
        directions=_of(facts, ParentalDirection),
        review=_of(facts, ReviewStep),
    )


# Nobody is convicted below the age of criminal responsibility: eight, in Scotland until 2019.
_YOUNGEST = 8
_YEAR, _MONTH = re.compile(r"(?:18|19|20)\d\d"), re.compile(r"((?:18|19|20)\d\d)-(0[1-9]|1[0-2])")


def _birth(about: Fields, events: list[object]) -> tuple[date, date | None]:
    """
    The day of birth, or the first and the last day on which it may have been.

    A year, a year and a month ("1979-05"), or nothing where it is not known: then any day that lets the
    person have been old enough for the first event.
    """
    written = about.row.get("born")
    if written is None or written == "unknown":
        days = [row[key] for row in events if isinstance(row, dict) for key in ("date", "from") if key in row]
        first = min((day for day in days if type(day) is date), default=date.max)
        return date(1900, 1, 1), add_months(max(first, date(1908, 1, 1)), -12 * _YOUNGEST)
    text = str(written)
    if type(written) is not date and _YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if type(written) is str and (month := _MONTH.fullmatch(text)):
        first = date(int(month[1]), int(month[2]), 1)
        return first, add_months(first, 1) - timedelta(days=1)
    return about.the_day("born"), None


def _of(facts: list[Fact], kind: type[AnyFact]) -> tuple[AnyFact, ...]:
    return tuple(fact for fact in facts if isinstance(fact, kind))


def _after_birth(fact: Fact, born: date, where: str) -> None:
    for name in ("date", "start", "departs", "offence_date", "leaves"):
        day = getattr(fact, name, None)
        day = day.date() if isinstance(day, datetime) else day
        if day is not None and day < born:
            raise BadInput(f"{where}: {name}: {day} is before the person was born, {born}.", field=name)


def _references(facts: list[Fact], where: str) -> None:
    """Consecutive terms, overlaps and journeys must point at something, and not at themselves."""
    convictions = {fact.id: fact for fact in _of(facts, Conviction)}
    for conviction in convictions.values():
        for disposal in conviction.disposals:
            overlap = disposal.overlap.with_id if disposal.overlap is not None else None
            for key, target in (("consecutive_to", disposal.consecutive_to), ("overlap", overlap)):
                if target is not None and (target not in convictions or target == conviction.id):
                    known = ", ".join(sorted(str(k) for k in convictions if k)) or "none"
                    raise BadInput(
                        f"{where}: {key}: no other conviction has the id “{target}”. Ids: {known}.", field=key
                    )
    _pointers(facts, where)


def _pointers(facts: list[Fact], where: str) -> None:
    """Breaches point at orders; what is told of a journey, or changes in it, points at the journey."""
    orders = {fact.id for fact in _of(facts, Order)}
    journeys = {fact.id for fact in _of(facts, Travel)}
    for conviction in _of(facts, Conviction):
        if conviction.order is not None and conviction.order not in orders:
            raise BadInput(f"{where}: order: no order has the id “{conviction.order}”.", field="order")
    for change in _of(facts, TravelChanged):
        if change.about not in journeys:
            raise BadInput(f"{where}: travel: no travel has the id “{change.about}”.", field="travel")
    for told in _of(facts, Notification):
        if told.of in {"travel", "return"} and told.about is not None and told.about not in journeys:
            raise BadInput(f"{where}: about: no travel has the id “{told.about}”.", field="about")


def _with_quashed(convictions: tuple[Conviction, ...], quashed: list[Quashed]) -> tuple[Conviction, ...]:
    days: dict[str | None, date] = {}
    for each in quashed:
        if each.conviction not in {c.id for c in convictions}:
            each.fields.refuse("conviction", f"no conviction has the id “{each.conviction}”.")
        days[each.conviction] = each.fields.the_day("date")
    return tuple(
        msgspec.structs.replace(c, quashed_on=days[c.id]) if c.id in days else c for c in convictions
    )


def _with_ends(orders: tuple[Order, ...], ended: list[OrderEnded]) -> tuple[Order, ...]:
    days: dict[str | None, date] = {}
    for each in ended:
        if each.order not in {order.id for order in orders}:
            each.fields.refuse("order", f"no order has the id “{each.order}”.")
        days[each.order] = each.date
    return tuple(
        msgspec.structs.replace(order, ended_on=days[order.id]) if order.id in days else order
        for order in orders
    )


def _with_orders(convictions: tuple[Conviction, ...], orders: tuple[Order, ...]) -> tuple[Conviction, ...]:
    """A notification order makes the convictions abroad count that nothing else has: from its service."""
    made = [order.served or order.date for order in orders if order.of == "notification-order"]
    if not made:
        return convictions
    return tuple(
        msgspec.structs.replace(c, route="notification-order", noticed_on=min(made))
        if c.foreign and c.route == "none"
        else c
        for c in convictions
    )
