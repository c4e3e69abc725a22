"""
Reading clock cases: the law's events by the law's own reader, each source's by the source.

What no rule reads yet (a kind of event, of duty, or a key of policy) is told and not refused: such a case fails, and
says what it waits for. Whatever else is wrong is refused, naming file, case and key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.clock.checking.expectations import ExpectedDuties, expected_duties
from cairn.clock.projection.facts import CaseFacts
from cairn.duties.registry import AnySource
from cairn.law.cases import STATUSES, case_rows
from cairn.law.cases.events import KINDS as LAW_EVENTS
from cairn.law.cases.expectations import Expected, expected
from cairn.law.cases.fields import Fields
from cairn.law.cases.people import person
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS, Person

_KEYS = ("id", "source", "status", "jurisdiction", "person", "policy", "events", "as_at", "expect", "why")
_OF_THE_LAW = ("registration", "regimes", "review")
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ClockCase:
    """
    One case.

    Parameters
        file: the name of its file.
        expect_law: the law's own answers that it asks about; `expect`: the duties.
        waits_for: what no rule reads yet, in words; then `facts` are incomplete.
    """

    id: str
    file: str
    as_at: date
    facts: CaseFacts
    expect_law: Expected
    expect: ExpectedDuties
    waits_for: tuple[str, ...]


def read(document: object, name: str, sources: Iterable[AnySource]) -> tuple[ClockCase, ...]:
    """
    The cases of a file called `name`.

    Raises
        BadInput: it is not a list of cases, or one of them is not valid. Names file, case and key.
    """
    house = tuple(sources)
    return tuple(_case(row, name, where, house) for row, where in case_rows(document, name))


def _case(row: object, name: str, where: str, sources: tuple[AnySource, ...]) -> ClockCase:
    fields = Fields(row, where, _KEYS)
    for key in ("id", "source"):
        fields.needed(key)
        fields.text(key)
    fields.choice("status", STATUSES)
    jurisdiction = fields.choice("jurisdiction", JURISDICTIONS) or ENGLAND_AND_WALES
    fields.text("why")
    as_at = fields.the_day("as_at")
    told, unknown_events = _events(fields, where, sources)
    of_law = person(fields, jurisdiction, where, passed_over=frozenset(told) | unknown_events)
    policy, unknown_policy = _policy(fields, where, sources)
    wanted = Fields(fields.needed("expect"), f"{where}: expect", (*_OF_THE_LAW, "duties", "absent"))
    duties = expected_duties(wanted, {kind for source in sources for kind in source.kinds})
    waits_for = (
        *(f"event {kind}" for kind in sorted(unknown_events)),
        *(f"policy {key}" for key in unknown_policy),
        *(f"duty {kind}" for kind in duties.unknown),
    )
    return ClockCase(
        id=str(fields.row["id"]),
        file=name,
        as_at=as_at,
        facts=_facts(of_law, sources, told, policy, as_at),
        expect_law=expected({key: wanted.row[key] for key in _OF_THE_LAW if key in wanted.row}, wanted.where),
        expect=duties,
        waits_for=waits_for,
    )


def _events(
    fields: Fields, where: str, sources: tuple[AnySource, ...]
) -> tuple[Mapping[str, list[Fields]], frozenset[str]]:
    """The events that sources read, by kind, and the kinds that nobody does."""
    keys = {kind: keys for source in sources for kind, keys in source.events.items()}
    told: dict[str, list[Fields]] = {}
    unknown: set[str] = set()
    for number, row in enumerate(fields.rows("events"), 1):
        here = f"{where}: event {number}"
        kind = str(row.get("kind")) if isinstance(row, dict) else ""
        if kind in keys:
            told.setdefault(kind, []).append(Fields(row, here, ("kind", "id", *keys[kind])))
        elif isinstance(row, dict) and "kind" in row and kind not in LAW_EVENTS:
            unknown.add(kind)
    return told, frozenset(unknown)


def _policy(
    fields: Fields, where: str, sources: tuple[AnySource, ...]
) -> tuple[Fields | None, tuple[str, ...]]:
    """The case's own figures that sources take, and the keys that nobody does."""
    if fields.row.get("policy") is None:
        return None, ()
    row = fields.row["policy"]
    known = {key for source in sources for key in source.policy_keys}
    given = Fields(row, f"{where}: policy", tuple(row) if isinstance(row, dict) else ())
    unknown = tuple(str(key) for key in given.row if key not in known)
    taken = {key: value for key, value in given.row.items() if key in known}
    return Fields(taken, given.where, tuple(known)), unknown


def _facts(
    of_law: Person,
    sources: tuple[AnySource, ...],
    told: Mapping[str, list[Fields]],
    policy: Fields | None,
    as_at: date,
) -> CaseFacts:
    read = []
    for source in sources:
        events = [event for kind in source.events for event in told.get(kind, ())]
        for event in events:
            if _day(event) < of_law.born:
                event.refuse("date", f"is before the person was born, {of_law.born}.")
        events.sort(key=_day)
        read.append(
            (source.under(policy) if policy is not None else source, source.from_events(events, as_at))
        )
    return CaseFacts(_NOBODY, of_law, tuple(read))


def _day(event: Fields) -> date:
    """The day of an event that may be given to the minute."""
    if isinstance(event.needed("date"), str | datetime):
        moment = event.moment("date")
        return moment.date() if moment else date.min
    return event.the_day("date")
