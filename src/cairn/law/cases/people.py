"""The person of a case: the events put together, and what they say of each other checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

import msgspec

from cairn.errors import BadInput
from cairn.law.cases.events import Quashed, event
from cairn.law.cases.fields import Fields
from cairn.law.facts import (
    Away,
    ChildHousehold,
    Conviction,
    Fact,
    HomeAddress,
    NameUsed,
    NoFixedAbode,
    Notification,
    Person,
    Stay,
    Travel,
    TrialConcluded,
)

AnyFact = TypeVar("AnyFact", bound=Fact)


def person(fields: Fields, jurisdiction: str, where: str) -> Person:
    """
    The person described by `person:` and `events:`.

    Raises
        BadInput: an event that cannot be, two with one id, a date before birth, or a reference to
            an id that no event has.
    """
    about = Fields(fields.needed("person"), f"{where}: person", ("born", "died", "sex"))
    born = about.the_day("born")
    facts: list[Fact] = []
    quashed: list[Quashed] = []
    ids: set[str] = set()
    for number, row in enumerate(fields.rows("events"), 1):
        here = f"{where}: event {number}"
        read = event(row, here)
        if isinstance(read, Quashed):
            quashed.append(read)
            continue
        if read.id is not None and read.id in ids:
            raise BadInput(f"{here}: id: two events have the id “{read.id}”.", field="id")
        ids.update([read.id] if read.id is not None else [])
        _after_birth(read, born, here)
        facts.append(read)
    _references(facts, where)
    return Person(
        born=born,
        died=about.day("died"),
        jurisdiction=jurisdiction,
        convictions=_with_quashed(_of(facts, Conviction), quashed),
        trials=_of(facts, TrialConcluded),
        notifications=_of(facts, Notification),
        away=_of(facts, Away),
        addresses=_of(facts, HomeAddress),
        no_fixed_abode=_of(facts, NoFixedAbode),
        names=_of(facts, NameUsed),
        stays=_of(facts, Stay),
        households=_of(facts, ChildHousehold),
        travel=_of(facts, Travel),
    )


def _of(facts: list[Fact], kind: type[AnyFact]) -> tuple[AnyFact, ...]:
    return tuple(fact for fact in facts if isinstance(fact, kind))


def _after_birth(fact: Fact, born: date, where: str) -> None:
    for name in ("date", "start", "departs", "offence_date"):
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
    journeys = {fact.id for fact in _of(facts, Travel)}
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
