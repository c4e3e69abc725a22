"""
What an entry warrant to assess risk would rest on: Cairn counts and shows, an officer decides.

On at least two occasions a constable must have sought entry in order to search for assessing the risk, and been unable
to obtain it; there is none while the person is in custody, in hospital or outside the United Kingdom.

Source: Sexual Offences Act 2003 s.96B, as at 1 December 2010 (later amendment not read).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cairn.record.custody.models import AwayKind
from cairn.supervision.visits.models import EntrySought, Visit, VisitOutcome

UNABLE = frozenset({VisitOutcome.REFUSED, VisitOutcome.NO_REPLY})
NEEDED = 2
_EXCLUDED = {
    AwayKind.CUSTODY: "in custody",
    AwayKind.HOSPITAL: "in hospital",
    AwayKind.ABROAD: "outside the United Kingdom",
}


class Away(Protocol):
    """A time in custody, in hospital or abroad; `ended` is the first day that they were back."""

    @property
    def kind(self) -> str: ...
    @property
    def began(self) -> date: ...
    @property
    def ended(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class EntryWarrant:
    """
    Parameters
        relied_on: the days of the occasions that count, the earliest first.
        excluded: where the person is, if no warrant can be had while they are there; empty otherwise.
    """

    relied_on: tuple[date, ...]
    excluded: str

    @property
    def met(self) -> bool:
        """Whether there are as many occasions as the section asks for, and nothing excludes it."""
        return len(self.relied_on) >= NEEDED and not self.excluded


def entry_warrant(visits: Iterable[Visit], away: Iterable[Away], as_at: date) -> EntryWarrant:
    """What the record shows on a day."""
    counted = (
        row.visited_on
        for row in visits
        if row.outcome in UNABLE and row.entry_sought == EntrySought.YES and row.visited_on <= as_at
    )
    now = (row for row in away if row.began <= as_at and (row.ended is None or row.ended > as_at))
    where = next((_EXCLUDED[AwayKind(row.kind)] for row in now if row.kind in _EXCLUDED), "")
    return EntryWarrant(tuple(sorted(set(counted))), where)
