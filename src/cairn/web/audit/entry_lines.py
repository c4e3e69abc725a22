"""Entries as pages show them: the staff behind the ids, the kinds in words, the days as headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from cairn.accounts.models import Agency, User
from cairn.dates import london
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.web.audit.entry_wording import basis_in_words, others_shown, sentence_of

NOBODY = "The system"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry."""

    id: int
    at: datetime
    who: str
    agency: str
    act: str
    what: str
    basis: str
    others: int
    own_name: bool
    nominal_id: UUID | None
    why: str
    request: str

    @property
    def time(self) -> str:
        """The time of day in London: 14:05."""
        return f"{london(self.at):%H:%M}"


@dataclass(frozen=True, slots=True)
class DayOfEntries:
    """What was done on one day, the latest first."""

    day: date
    lines: tuple[EntryLine, ...]


def staff_named(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of staff, in one query."""
    return {user.pk: user.name for user in User.objects.filter(pk__in={one for one in ids if one})}


def lines(entries: Sequence[Entry]) -> tuple[EntryLine, ...]:
    """Each entry as a line; two queries, however many there are."""
    staff = staff_named(entry.actor_id for entry in entries)
    agencies = Agency.objects.in_bulk({entry.agency_id for entry in entries if entry.agency_id})
    return tuple(_line(entry, staff, agencies) for entry in entries)


def by_day(shown: Sequence[EntryLine]) -> tuple[DayOfEntries, ...]:
    """Lines under the days in London on which they were done."""
    days = groupby(shown, key=lambda line: london(line.at).date())
    return tuple(DayOfEntries(day, tuple(group)) for day, group in days)


def _line(entry: Entry, staff: Mapping[UUID, str], agencies: Mapping[UUID, Agency]) -> EntryLine:
    agency = agencies.get(entry.agency_id) if entry.agency_id else None
    return EntryLine(
        id=entry.pk,
        at=entry.at,
        who=staff.get(entry.actor_id, str(entry.actor_id)) if entry.actor_id else NOBODY,
        agency=agency.name if agency else "",
        act=Act(entry.act).label,
        what=sentence_of(entry),
        basis=basis_in_words(entry),
        others=others_shown(entry),
        own_name=bool(entry.detail.get("own_name")),
        nominal_id=entry.nominal_id,
        why=entry.why,
        request=entry.request,
    )
