"""The level at which somebody will be managed is set in time before they are released."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import GUIDANCE, DutyOwed
from cairn.law.facts import Away, Person
from cairn.plan.area.limits import UNREAD, AreaLimits
from cairn.plan.level.timeline import Levels

LEVEL_SETTING: Final = "level-setting"
_HELD = frozenset({"custody", "hospital"})


class Expected(msgspec.Struct, frozen=True):
    """A day of release as it was told."""

    told_on: date
    expected_on: date
    id: UUID | None = None


def held(person: Person) -> list[Away]:
    """Their times in custody and hospital."""
    return [one for one in person.away if one.kind in _HELD]


def held_since(person: Person, day: date) -> date | None:
    """The day from which the person has been in custody or hospital, if they are on that day."""
    now = [one.start for one in held(person) if one.start <= day and (one.end is None or one.end > day)]
    return min(now, default=None)


def level_to_set(
    person: Person, releases: tuple[Expected, ...], levels: Levels, limits: AreaLimits, as_at: date
) -> DutyOwed | None:
    """
    That the level be set before the release that is expected, as it was told last.

    A level decided since a release was first told of in this custody is set for it: a day that moves asks nothing anew.
    Where less time is left than the area allows, it is due when it was told.

    Source: MAPPA Guidance, levels of management: the level is set before release. The area's limit.
    """
    since = held_since(person, as_at)
    told = [one for one in releases if one.told_on <= as_at and (since is None or one.expected_on >= since)]
    if not told:
        return None
    last = max(told, key=lambda one: one.told_on)
    if since is None and last.expected_on < as_at:
        return None
    first = min(one.told_on for one in told)
    if any(first <= one.set_on <= as_at for one in levels):
        return None
    within = limits.on("level-before-release", first).within
    if within is None:
        return None
    return DutyOwed(
        basis=GUIDANCE,
        kind=LEVEL_SETTING,
        due=max(within.before(last.expected_on), last.told_on),
        arose=last.told_on,
        what="Set the MAPPA level before release",
        why=f"Release is expected on {in_words(last.expected_on)}; the level is set {within} before ({UNREAD})",
        provision="MAPPA Guidance: level set before release",
        source_id=last.id,
    )
