"""
The record in sections, one a subject, in the registry's order: the same for today and for any past day.

A section shows what is so, then, folded, what is no longer so. What a partner is not given, and what nothing is
recorded of, is said in two lists instead of twenty empty boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model

from cairn.subjects.declaration import Subject
from cairn.subjects.reading import Rows
from cairn.subjects.registry import subjects as registered
from cairn.web.person.header import Header
from cairn.web.person.links import FactLinks, history_of, links_to
from cairn.web.subjects.cards import Card, Reading, plain_card
from cairn.web.subjects.declaration import WebSubject
from cairn.web.subjects.registry import web_subject

# So many facts that are no longer so stand folded on the page; the history has them all.
_EARLIER = 10
# Of facts that cannot end (visits, notifications), so many of the latest are shown as they are.
_LATEST = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One row as its section shows it.

    Parameters
        restricted: in what words it is marked, if this user is one of the few who read it.
    """

    row_id: UUID
    card: Card
    former: bool
    restricted: str
    links: FactLinks


@dataclass(frozen=True, slots=True)
class Section:
    """
    One kind of fact.

    Parameters
        facts, earlier: what is so, and what is no longer so; more: how many earlier ones only the history has.
        withheld: what is said of facts that are kept from this user.
        none: what is said where there is nothing.
    """

    key: str
    heading: str
    facts: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    more: int
    withheld: tuple[str, ...]
    none: str
    history: str


@dataclass(frozen=True, slots=True)
class Sections:
    """
    The whole record.

    Parameters
        door: what somebody on the doorstep needs first; rest: everything else.
        empty, unshared: headings of what nothing is recorded of, and of what this user's agency is not given.
    """

    door: tuple[Section, ...]
    rest: tuple[Section, ...]
    empty: tuple[str, ...]
    unshared: tuple[str, ...]


def shown_subjects() -> tuple[Subject, ...]:
    """What the person's page reads: the subjects with a section, and the parts of those."""
    return tuple(each for each in registered() if each.shown or each.part_of)


def sections_of(header: Header, rows: Rows, reading: Reading) -> Sections:
    """The record as this user reads it on a day, present or past."""
    door, rest, empty, unshared = list[Section](), list[Section](), list[str](), list[str]()
    for subject in registered():
        if not subject.shown:
            continue
        web = web_subject(subject)
        found = section_of(web, header, rows, reading)
        if found.facts or found.earlier or found.withheld:
            (door if web.at_the_door else rest).append(found)
        elif not header.sees(subject.fact):
            unshared.append(found.heading)
        elif found.none:
            (door if web.at_the_door else rest).append(found)
        else:
            empty.append(found.heading)
    return Sections(tuple(door), tuple(rest), tuple(empty), tuple(unshared))


def section_of(web: WebSubject, header: Header, rows: Rows, reading: Reading) -> Section:
    """One section, with nothing in it where nothing is on record."""
    subject = web.subject
    known = [
        row
        for row in rows.of_subject(subject)
        # Of today's record, what is to come is shown too: they may tell us of a move before they move.
        if not reading.past or subject.begun_by(row, reading.as_at)
    ]
    facts = _facts(web, header, known, reading)
    so = [fact for fact in facts if not fact.former]
    over = [fact for fact in facts if fact.former]
    shown, earlier = (so, over) if over or _ends(subject, facts) else (so[:_LATEST], so[_LATEST:])
    return Section(
        key=subject.key,
        heading=subject.heading,
        facts=tuple(sorted(shown, key=lambda fact: fact.card.rank)),
        earlier=tuple(earlier[:_EARLIER]),
        more=max(0, len(earlier) - _EARLIER),
        # Of the past nothing is said: that something is withheld is so today.
        withheld=() if reading.past else header.withheld_in(*_tables(subject)),
        none=web.none,
        history=history_of(header.nominal_id, subject.key),
    )


def _facts(web: WebSubject, header: Header, rows: Sequence[Model], reading: Reading) -> list[Fact]:
    found = []
    for place, row in enumerate(rows):
        card = web.card(row, reading) if web.card else plain_card(web.subject, row, reading)
        overtaken = web.latest_stands and place > 0
        former = card.former if card.former is not None else web.subject.over_by(row, reading.as_at)
        found.append(
            Fact(
                row_id=row.pk,
                card=card,
                former=former or overtaken,
                restricted=mark(row, header.marks),
                links=links_to(web.subject, row, header.nominal_id, reading),
            )
        )
    return found


def _ends(subject: Subject, facts: Iterable[Fact]) -> bool:
    """Whether facts of this kind can cease to be so: a visit was made, and stays made."""
    return bool(subject.ends) or any(fact.card.former is not None for fact in facts)


def mark(row: Model, marks: Mapping[UUID, str]) -> str:
    """A row is marked where it, or one of its parts, is restricted."""
    if not marks:
        return ""
    parts: Iterable[Any] = (part for name in _part_names(type(row)) for part in getattr(row, name).all())
    return next((marks[each.pk] for each in (row, *parts) if each.pk in marks), "")


@cache
def _parts(model: type[Model]) -> tuple[Subject, ...]:
    return tuple(each for each in registered() if each.part_of and _whole(each) is model)


@cache
def _part_names(model: type[Model]) -> tuple[str, ...]:
    """By what name a whole has its parts: a conviction its `disposals`."""
    links = (_link(each) for each in _parts(model))
    return tuple(str(link.remote_field.get_accessor_name()) for link in links)


def _link(part: Subject) -> Any:
    return part.model._meta.get_field(part.part_of)  # noqa: SLF001  Django's own API


def _whole(part: Subject) -> Any:
    return _link(part).related_model


def _tables(subject: Subject) -> tuple[str, ...]:
    return (subject.table, *(each.table for each in _parts(subject.model)))
