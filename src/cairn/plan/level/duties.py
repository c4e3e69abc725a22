"""
The category and the level at which MAPPA manages a person, for every list that names them; and what a level asks:
reviews at level 1, and a level before release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

import msgspec

from cairn.dates import ONE_DAY
from cairn.duties.source import NOTHING_OWED, Answer, Case, DutyOwed, DutySource, Summary
from cairn.law.cases.fields import Fields
from cairn.plan.area.limits import WHATS, AreaLimits, current
from cairn.plan.eligibility import category_of
from cairn.plan.level.timeline import LEVEL_EVENTS, LEVELS_SQL, Levels, level_on, levels_in
from cairn.plan.level_one.rule import ENDORSE, REVIEW, Reviewed, reviews_owed
from cairn.plan.referral.rule import (
    DECISION,
    MEETING,
    Referred,
    decisions_owed,
    meetings_owed,
    referrals_in,
)
from cairn.plan.release.rule import LEVEL_SETTING, Expected, level_to_set


class Managed(msgspec.Struct, frozen=True):
    """Levels in the order they were decided, reviews at level 1, and releases as they were told."""

    levels: Levels = ()
    reviews: tuple[Reviewed, ...] = ()
    releases: tuple[Expected, ...] = ()
    referrals: tuple[Referred, ...] = ()


_read = msgspec.json.Decoder(Managed).decode
_UNMANAGED = Managed()
# Nothing keeps yet when minutes were sent.
_FIGURES = tuple(what for what in WHATS if not what.startswith("minutes"))
_TABLE = "mappa/"
REVIEW_OUTCOMES = ("retain", "retain-endorsed", "refer-to-2", "refer-to-3")


class LevelSource(DutySource[Managed]):
    """The level, and what follows from it."""

    name: ClassVar[str] = "level"
    kinds: ClassVar[Mapping[str, str]] = {
        REVIEW: "Review at MAPPA level 1",
        ENDORSE: "Endorse a review at MAPPA level 1",
        LEVEL_SETTING: "Set the MAPPA level",
        DECISION: "Decide a MAPPA referral",
        MEETING: "MAPPA meeting",
    }
    statement: ClassVar[str] = f"""
        SELECT nominal_id, json_build_object(
                   'levels', coalesce(l.levels, '[]'), 'reviews', coalesce(r.reviews, '[]'),
                   'releases', coalesce(x.releases, '[]'), 'referrals', coalesce(f.referrals, '[]'))::text
        FROM ({LEVELS_SQL}) l FULL JOIN (
            SELECT nominal_id, json_agg(json_build_object(
                       'id', id, 'reviewed_on', reviewed_on, 'endorse', outcome <> 'retain', 'endorsed_on', endorsed_on
                   ) ORDER BY reviewed_on, id) AS reviews
            FROM plan_levelonereview WHERE {{these}} AND {{kept}} GROUP BY nominal_id
        ) r USING (nominal_id) FULL JOIN (
            SELECT nominal_id, json_agg(json_build_object(
                       'id', id, 'told_on', told_on, 'expected_on', expected_on
                   ) ORDER BY told_on, recorded_at, id) AS releases
            FROM plan_expectedrelease WHERE {{these}} AND {{kept}} GROUP BY nominal_id
        ) x USING (nominal_id) FULL JOIN (
            SELECT nominal_id, json_agg(json_build_object(
                       'id', id, 'level', level, 'received_on', referred_on, 'decided_on', decided_on
                   ) ORDER BY referred_on, recorded_at, id) AS referrals
            FROM plan_referral WHERE {{these}} AND {{kept}} GROUP BY nominal_id
        ) f USING (nominal_id)
    """
    figures: ClassVar[tuple[str, ...]] = tuple(f"{_TABLE}{what}" for what in _FIGURES)
    events: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **LEVEL_EVENTS,
        "level-1-review": ("date", "outcome"),
        "expected-release": ("date", "on"),
    }
    policy_keys: ClassVar[tuple[str, ...]] = ("mappa",)

    def __init__(self, limits: AreaLimits | None = None) -> None:
        self._limits = limits

    @property
    def limits(self) -> AreaLimits:
        """Those given, or those that this installation runs."""
        return self._limits or current()

    def read(self, document: str | None) -> Managed:
        return _read(document) if document else _UNMANAGED

    def summary(self, facts: Managed, case: Case) -> Summary:
        standing = level_on(facts.levels, case.as_at)
        category = category_of(case.person, case.as_at, registration=case.assessment.registration)
        return Summary(category=category.number, level=standing.level if standing else None)

    def answer(self, facts: Managed, case: Case) -> Answer:
        if facts is _UNMANAGED:
            return NOTHING_OWED
        return Answer(self._owed(facts, case), _changes(facts))

    def _owed(self, facts: Managed, case: Case) -> list[DutyOwed]:
        """Nothing of the dead, nor of whom MAPPA does not manage; where that is undecided, as if it did."""
        died, as_at = case.person.died, case.as_at
        managed = case.summary.category is not None or case.assessment.registration.undecided
        if not managed or (died and died <= as_at):
            return []
        of_release = level_to_set(case.person, facts.releases, facts.levels, self.limits, as_at)
        reviews = reviews_owed(case.person, facts.reviews, facts.levels, self.limits, as_at)
        return [
            *([of_release] if of_release else []),
            *decisions_owed(facts.referrals, self.limits, as_at),
            *meetings_owed(facts.levels, self.limits, as_at),
            *reviews,
        ]

    def changed(self, figure: str, value: int | None, since: date) -> LevelSource:
        return LevelSource(self.limits.changed(figure.removeprefix(_TABLE), value, since))

    def under(self, policy: Fields) -> LevelSource:
        return LevelSource(self.limits.under(policy))

    def from_events(self, events: Sequence[Fields], as_at: date) -> Managed:
        reviews = [
            Reviewed(row.the_day("date"), row.the_choice("outcome", REVIEW_OUTCOMES) != "retain")
            for row in events
            if row.row["kind"] == "level-1-review"
        ]
        releases = [
            Expected(row.the_day("date"), row.the_day("on"))
            for row in events
            if row.row["kind"] == "expected-release"
        ]
        return Managed(levels_in(events), tuple(reviews), tuple(releases), referrals_in(events))


def _changes(facts: Managed) -> list[date | None]:
    return [
        *(one.set_on for one in facts.levels),
        *(day for one in facts.referrals for day in (one.received_on, one.decided_on)),
        *(day for one in facts.reviews for day in (one.reviewed_on, one.endorsed_on)),
        # The day after it is expected, nothing more is asked of somebody at liberty.
        *(day for one in facts.releases for day in (one.told_on, one.expected_on + ONE_DAY)),
    ]


LEVEL = LevelSource()
