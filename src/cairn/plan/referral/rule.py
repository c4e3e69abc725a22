"""A referral is decided in time, and whoever is managed at level 2 or 3 is met about in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import GUIDANCE, DutyOwed
from cairn.law.cases.fields import Fields
from cairn.plan.area.limits import UNREAD, AreaLimits, What
from cairn.plan.level.timeline import Levels, a_level, level_on

DECISION: Final = "referral-decision"
MEETING: Final = "mappa-meeting"
_FIRST: dict[int, What] = {2: "first-meeting-level-2", 3: "first-meeting-level-3"}
_NEXT: dict[int, What] = {2: "level-2-review", 3: "level-3-review"}


class Referred(msgspec.Struct, frozen=True):
    """A referral, and the day it was decided."""

    received_on: date
    level: int
    decided_on: date | None = None
    id: UUID | None = None


def decisions_owed(referrals: tuple[Referred, ...], limits: AreaLimits, as_at: date) -> Iterator[DutyOwed]:
    """
    Each referral that waits, by the area's limit from its receipt.

    Source: MAPPA Guidance, levels of management: the coordinator decides a referral. The area's limit.
    """
    for one in referrals:
        if one.received_on > as_at or (one.decided_on and one.decided_on <= as_at):
            continue
        due = limits.due("referral-decision", one.received_on)
        if due is not None:
            within = limits.on("referral-decision", one.received_on).within
            yield DutyOwed(
                basis=GUIDANCE,
                kind=DECISION,
                due=due,
                arose=one.received_on,
                what=f"Decide a referral to MAPPA level {one.level}",
                why=f"Referred on {in_words(one.received_on)}, to be decided within {within} ({UNREAD})",
                provision="MAPPA Guidance: decision on a referral",
                source_id=one.id,
            )


def meetings_owed(levels: Levels, limits: AreaLimits, as_at: date) -> Iterator[DutyOwed]:
    """
    The next meeting about somebody at level 2 or 3: the first after an accepted referral, then from each to the next.

    A meeting that discussed them ends with a level, the same or another, which is the day that the next counts from.

    Source: MAPPA Guidance, meetings: level 2 and 3 are reviewed by a meeting. The area's limits.
    """
    standing = level_on(levels, as_at)
    if standing is None or standing.level not in _NEXT:
        return
    first = standing.received_on
    what = (_FIRST if first else _NEXT)[standing.level]
    since = first or standing.set_on
    due = limits.due(what, since)
    if due is None:
        return
    event = "the referral" if first else "the last decision on the level"
    yield DutyOwed(
        basis=GUIDANCE,
        kind=MEETING,
        of="first" if first else "review",
        due=due,
        arose=standing.set_on,
        what=f"{'First' if first else 'Next'} MAPPA level {standing.level} meeting",
        why=f"Within {limits.on(what, since).within} of {event}, {in_words(since)} ({UNREAD})",
        provision=f"MAPPA Guidance: level {standing.level} meeting",
    )


def referrals_in(events: Sequence[Fields]) -> tuple[Referred, ...]:
    """
    The referrals that a clock case tells.

    Raises
        BadInput: a level that is none of MAPPA's.
    """
    decided = {
        row.needed("referral"): row.the_day("date") for row in events if row.row["kind"] == "referral-decided"
    }
    return tuple(
        Referred(row.the_day("date"), a_level(row, "level"), decided.get(row.row.get("id")))
        for row in events
        if row.row["kind"] == "referral"
    )
