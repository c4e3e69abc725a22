"""Whoever is managed at level 1 is reviewed from time to time, and a manager endorses what goes further."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import GUIDANCE, DutyOwed
from cairn.law.facts import Person
from cairn.plan.area.limits import UNREAD, AreaLimits
from cairn.plan.level.timeline import Levels, level_on, since_when
from cairn.plan.release.rule import held, held_since

REVIEW: Final = "level-1-review"
ENDORSE: Final = "level-1-endorsement"


class Reviewed(msgspec.Struct, frozen=True):
    """
    A review at level 1.

    Parameters
        endorse: it is for a manager to endorse.
    """

    reviewed_on: date
    endorse: bool = False
    endorsed_on: date | None = None
    id: UUID | None = None


def reviews_owed(
    person: Person, reviews: tuple[Reviewed, ...], levels: Levels, limits: AreaLimits, as_at: date
) -> Iterator[DutyOwed]:
    """
    The next review, counted from the level, the last review or release, whichever was last; and what is to endorse.

    Nobody is reviewed so while they are in custody or hospital: then the level is set before release.

    Source: MAPPA Guidance, levels of management: level 1 is reviewed. The area's limit.
    """
    standing = level_on(levels, as_at)
    if standing and standing.level == 1 and held_since(person, as_at) is None:
        since = since_when(levels, as_at) or standing.set_on
        released = [one.end for one in held(person) if one.end and one.end <= as_at]
        done = [one.reviewed_on for one in reviews if one.reviewed_on <= as_at]
        last = max([since, *done, *(day for day in released if day > since)])
        due = limits.due("level-1-review", last)
        if due:
            within = limits.on("level-1-review", last).within
            yield DutyOwed(
                basis=GUIDANCE,
                kind=REVIEW,
                due=due,
                arose=last,
                what="Review at MAPPA level 1",
                why=f"Every {within} from {in_words(last)} ({UNREAD})",
                provision="MAPPA Guidance: level 1 review",
            )
    for one in reviews:
        if one.reviewed_on <= as_at and one.endorse and not (one.endorsed_on and one.endorsed_on <= as_at):
            yield _to_endorse(one)


def _to_endorse(one: Reviewed) -> DutyOwed:
    return DutyOwed(
        basis=GUIDANCE,
        kind=ENDORSE,
        due=one.reviewed_on,
        arose=one.reviewed_on,
        what="Endorse a review at MAPPA level 1",
        why=f"The review of {in_words(one.reviewed_on)} is for a manager to endorse",
        provision="MAPPA Guidance: level 1 review",
        source_id=one.id,
    )
