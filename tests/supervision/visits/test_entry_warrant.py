"""Two occasions on which entry was sought in order to search, and the four states in which there is no warrant."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.record.custody.models import TimeAway
from cairn.supervision.visits.entry_warrant import EntryWarrant, entry_warrant
from cairn.supervision.visits.models import Visit

DAY = date(2026, 6, 30)
FIRST, SECOND = date(2026, 5, 3), date(2026, 6, 9)


def visit(on: date, outcome: str = "refused", sought: str = "yes") -> Visit:
    return Visit(visited_on=on, outcome=outcome, entry_sought=sought)


def test_two_occasions_are_counted_and_named() -> None:
    assert entry_warrant([visit(SECOND), visit(FIRST, "no-reply")], [], DAY) == EntryWarrant(
        (FIRST, SECOND), ""
    )
    assert entry_warrant([visit(SECOND), visit(FIRST)], [], DAY).met
    assert not entry_warrant([visit(FIRST)], [], DAY).met


@pytest.mark.parametrize(
    "other",
    [
        visit(FIRST, sought="no"),
        visit(FIRST, sought=""),
        visit(FIRST, "seen"),
        visit(FIRST, "not-living-there"),
        visit(date(2026, 7, 1)),
        visit(SECOND, "no-reply"),
    ],
    ids=["a knock", "nobody was asked", "seen", "not their home", "still to come", "the same day"],
)
def test_what_is_no_second_occasion_is_not_counted(other: Visit) -> None:
    assert entry_warrant([visit(SECOND), other], [], DAY).relied_on == (SECOND,)


@pytest.mark.parametrize(
    ("kind", "where"),
    [("custody", "in custody"), ("hospital", "in hospital"), ("abroad", "outside the United Kingdom")],
)
def test_there_is_none_while_they_are_held_or_abroad(kind: str, where: str) -> None:
    there = TimeAway(kind=kind, began=date(2026, 6, 20))
    found = entry_warrant([visit(FIRST), visit(SECOND)], [there], DAY)
    assert (found.excluded, found.met) == (where, False)
    there.ended = DAY
    assert entry_warrant([visit(FIRST), visit(SECOND)], [there], DAY).met
