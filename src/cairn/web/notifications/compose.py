"""From answers to the one act: what was notified, and the facts told with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cairn.record.notifications.changes import (
    Change,
    EndedFinancialDetail,
    NewAddress,
    NewFinancialDetail,
    NewHouseholdStay,
    NewName,
    NewStay,
    NewTrip,
)
from cairn.record.notifications.services import NewMatter
from cairn.web.base.times import moment
from cairn.web.notifications.schemes import fact_of, notified_subjects
from cairn.web.notifications.subjects import CHILD, OTHER, STAYED
from cairn.web.notifications.words import Answers

# The law's word for each subject that changed.
_ABOUT = {"names": "name", "home": "home-address", "money": "financial", "documents": "identity-document"}
# What is said of each of these by "Nothing is different".
_UNCHANGED = {
    "names": ("name",),
    "home": ("home-address",),
    "addresses": ("stay", "child-household"),
    "money": ("financial",),
    "documents": ("identity-document",),
}
_PLACES = {OTHER: "stay", STAYED: "stay", CHILD: "child-household"}


@dataclass(frozen=True, slots=True)
class Composed:
    """What was notified, the new facts, and what they said had not changed."""

    matters: tuple[NewMatter, ...]
    changes: tuple[Change, ...]
    unchanged: tuple[str, ...] = ()


def given_at(what: dict[str, Any], began: datetime) -> datetime:
    """When it was given: as typed, or when this notification was begun."""
    if what["when"] == "now":
        return began
    return moment(what["given_on"], what["given_time"])


def compose(answers: Answers, *, given_on: date) -> Composed:
    """
    Every matter and new fact.

    A change still to come is notified in advance (s.84(2)): it is a matter with its expected day, and
    becomes a fact only when it happens.
    """
    matters: list[NewMatter] = []
    changes: list[Change] = []
    for matter in answers["what"][0]["matters"]:
        if matter in {"initial", "periodic"}:
            matters.append(NewMatter(of=matter))
        elif matter in {"release", "did-not-happen"}:
            matters.append(NewMatter(of="change", about=matter))
    for subject, about in _ABOUT.items():
        for block in answers.get(subject, ()):
            day = block.get("used_from") or block.get("starts")
            ahead = day is not None and day > given_on
            matter = NewMatter(of="change", about=about, expected_on=day if ahead else None)
            matters += [matter] if matter not in matters else []
            changes += [] if ahead else _facts(subject, block)
    for each in notified_subjects():
        for block in answers.get(each.key, ()):
            matter = NewMatter(of="change", about=each.key)
            matters += [matter] if matter not in matters else []
            changes.append(fact_of(each, block))
    for block in answers.get("addresses", ()):
        matter = NewMatter(of="change", about=_PLACES[block["what"]])
        matters += [matter] if matter not in matters else []
        changes.append(_place(block))
    _travel(answers, matters, changes)
    return Composed(tuple(matters), tuple(changes), _unchanged(answers))


def _unchanged(answers: Answers) -> tuple[str, ...]:
    """Asked about everything that we hold, they said of these that nothing is different."""
    if "held" not in answers:
        return ()
    return tuple(
        about for subject, abouts in _UNCHANGED.items() if subject not in answers for about in abouts
    )


def _facts(subject: str, block: dict[str, Any]) -> Sequence[Change]:
    if subject == "names":
        return [NewName(**block)]
    if subject == "home":
        return [NewAddress(**block)]
    if subject == "money" and block["happened"] == "ended":
        return [EndedFinancialDetail(UUID(block["which"]), block["on"])]
    if subject == "money":
        told = {key: value for key, value in block.items() if key not in {"happened", "on", "which"}}
        return [NewFinancialDetail(**told, held_from=block["on"])]
    return []


def _place(block: dict[str, Any]) -> Change:
    where = f"{block['lines']} {block['postcode']}".strip()
    if block["what"] == OTHER:
        return NewAddress(
            kind=OTHER,
            lines=block["lines"],
            postcode=block["postcode"],
            starts=block["starts"],
            ends=block["ends"],
        )
    if block["what"] == STAYED:
        return NewStay(premises=where, first_day=block["starts"], last_day=block["ends"])
    left = moment(block["ends"], block["left"]) if block["ends"] else None
    return NewHouseholdStay(premises=where, arrived=moment(block["starts"], block["arrived"]), left=left)


def _travel(answers: Answers, matters: list[NewMatter], changes: list[Change]) -> None:
    for block in answers.get("travel", ()):
        told = {key: value for key, value in block.items() if key != "trip"}
        trip_id = UUID(block["trip"]) if block.get("trip") else None
        if trip_id is None:
            changes.append(NewTrip(**told | {"excused": bool(told["excused"])}))
        matters.append(
            NewMatter(
                of="travel", trip_id=trip_id, return_on=told["returns_on"], return_point=told["return_point"]
            )
        )
    matters.extend(
        NewMatter(
            of="return",
            trip_id=UUID(block["trip"]),
            return_on=block["returned_on"],
            return_point=block["return_point"],
        )
        for block in answers.get("return", ())
    )
