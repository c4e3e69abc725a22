"""
What somebody who goes to the door reads first: what to be careful of, what not to mention, when they were last seen.

Nothing here says what a restricted fact is: the page may be open on a telephone in front of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from cairn.access.models import RestrictedFact
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.record.addresses.models import AddressKind
from cairn.record.addresses.subject import ADDRESS
from cairn.subjects.registry import by_table
from cairn.supervision.visits.models import Visit, VisitOutcome
from cairn.supervision.visits.subject import VISIT
from cairn.web.base.filters import day
from cairn.web.person.header import Header
from cairn.web.subjects.registry import OWN


@dataclass(frozen=True, slots=True)
class LastSeen:
    """
    The last visit at which they were seen.

    Parameters
        visit: None if they were never seen.
        since: attempts after it, the latest first.
    """

    visit: Visit | None
    since: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """
    Before you knock.

    Parameters
        warnings: sentences; not_to_mention: kinds of fact that are restricted, each with why.
        last_seen: None for whoever does not read visits.
        record_visit: where a visit is recorded; empty for whoever may not.
    """

    warnings: tuple[str, ...]
    not_to_mention: tuple[str, ...]
    last_seen: LastSeen | None
    record_visit: str


def door_of(header: Header, user: User, today: date) -> Door:
    """What the record says of going there today."""
    may_visit = header.owns and user.role in CASE_MANAGERS
    return Door(
        warnings=tuple(_warnings(header, today)),
        not_to_mention=tuple(dict.fromkeys(_not_to_mention(header))),
        last_seen=_last_seen(header, today) if header.sees(VISIT.fact) else None,
        record_visit=reverse("record_visit", args=[header.nominal_id]) if may_visit else "",
    )


def _warnings(header: Header, today: date) -> Iterator[str]:
    if header.risk_unknown:
        yield "Risk not assessed: nobody has recorded a level of risk for this person."
    if doubted := _doubted_on(header, today):
        yield f"Address doubted: on {day(doubted)} they were not living there, and nothing since says where they live."
    for web in OWN:
        if web.warning is None:
            continue
        rows = [row for row in header.rows.of_subject(web.subject) if web.subject.begun_by(row, today)]
        for row in rows[:1] if web.latest_stands else rows:
            said = "" if web.subject.over_by(row, today) else web.warning(row)
            if said:
                yield said


def _doubted_on(header: Header, today: date) -> date | None:
    """The day on which they were found not to live there, where they were not seen at home and have no home since."""
    visits = [row for row in header.rows.of(Visit) if row.visited_on <= today]
    found = [row.visited_on for row in visits if row.outcome == VisitOutcome.NOT_LIVING_THERE]
    last = max(found, default=None)
    if last is None:
        return None
    rows: Iterable[Any] = header.rows.of_subject(ADDRESS)
    homes = [row.starts for row in rows if row.kind != AddressKind.OTHER and row.starts]
    settled = any(row.outcome == VisitOutcome.SEEN and row.visited_on > last for row in visits)
    return None if settled or any(last < starts <= today for starts in homes) else last


def _not_to_mention(header: Header) -> Iterator[str]:
    kinds = by_table()
    for each in header.rows.of(RestrictedFact):
        subject = kinds.get(each.kept_in)
        if each.row_id in header.marks and subject is not None:
            one = subject.one
            yield f"{one[:1].upper()}{one[1:]}: {each.get_category_display()[:1].lower()}{each.get_category_display()[1:]}"


def _last_seen(header: Header, today: date) -> LastSeen:
    visits = [row for row in header.rows.of(Visit) if row.visited_on <= today]
    seen = next((row for row in visits if row.outcome == VisitOutcome.SEEN), None)
    since = visits[: visits.index(seen)] if seen else visits
    return LastSeen(seen, tuple(since))
