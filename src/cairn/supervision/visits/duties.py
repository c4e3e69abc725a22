"""The first assessment of risk and the home visits that local policy asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

import msgspec

from cairn.duties.lengths import amount_in
from cairn.duties.source import NOTHING_TOLD, POLICY, Answer, Case, DutyOwed, DutySource, Summary
from cairn.law.cases.fields import Fields
from cairn.supervision.intervals import Absence, Assessed, Supervision, VisitOwed, owed
from cairn.supervision.policy import FIGURES, LEVELS, Policy, current


class Supervised(msgspec.Struct, frozen=True):
    """
    Levels of risk in the order they were set, and visits.

    Parameters
        seen_on, seen_next: the last successful visit by the day asked about, and the first after it.
    """

    assessed: tuple[Assessed, ...] = ()
    seen_on: date | None = None
    seen_next: date | None = None


_read = msgspec.json.Decoder(Supervised).decode
_UNSUPERVISED = Supervised()
OUTCOMES = ("seen", "no-reply", "not-living-there", "refused")
# The first visit is the first after release too.
_FIRSTS: Mapping[str, tuple[str, ...]] = {
    "first-visit": ("first/visit", "first/visit-after-release"),
    "first-assessment": ("first/assessment",),
}


class VisitSource(DutySource[Supervised]):
    """A visit or a first assessment, while the person is registrable or managed by agreement."""

    name: ClassVar[str] = "supervision"
    kinds: ClassVar[Mapping[str, str]] = {"risk-assessment": "Risk assessment", "visit": "Home visit"}
    figures: ClassVar[tuple[str, ...]] = FIGURES
    events: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "risk-level": ("date", "level"),
        "visit": ("date", "outcome", "entry_sought"),
    }
    policy_keys: ClassVar[tuple[str, ...]] = ("visits", *_FIRSTS)
    statement: ClassVar[str] = """
        SELECT nominal_id, json_build_object(
                   'assessed', coalesce(a.assessed, '[]'), 'seen_on', v.seen_on, 'seen_next', v.seen_next)::text
        FROM (
            SELECT nominal_id, json_agg(json_build_object('level', level, 'set_on', set_on)
                                        ORDER BY set_on, recorded_at, id) AS assessed
            FROM supervision_riskassessment WHERE {these} AND {kept} GROUP BY nominal_id
        ) a FULL JOIN (
            SELECT nominal_id, max(visited_on) FILTER (WHERE visited_on <= %(as_at)s) AS seen_on,
                   min(visited_on) FILTER (WHERE visited_on > %(as_at)s) AS seen_next
            FROM supervision_visit WHERE outcome = 'seen' AND {these} AND {kept} GROUP BY nominal_id
        ) v USING (nominal_id)
    """

    def __init__(self, policy: Policy | None = None) -> None:
        self._policy = policy

    @property
    def policy(self) -> Policy:
        """The one given, or the one that this installation runs."""
        return self._policy or current()

    def read(self, document: str | None) -> Supervised:
        return _read(document) if document else _UNSUPERVISED

    def summary(self, facts: Supervised, case: Case) -> Summary:
        levels = [risk.level for risk in facts.assessed if risk.set_on <= case.as_at]
        return Summary(risk=levels[-1]) if levels else NOTHING_TOLD

    def answer(self, facts: Supervised, case: Case) -> Answer:
        changes = [*(risk.set_on for risk in facts.assessed), facts.seen_next]
        return Answer(list(self._owed(facts, case)), changes)

    def _owed(self, facts: Supervised, case: Case) -> list[DutyOwed]:
        person, as_at, registration = case.person, case.as_at, case.assessment.registration
        since = registration.since if registration.registrable else case.summary.managed_since
        if since is None or since > as_at or (person.died and person.died <= as_at):
            return []
        absences = sorted(
            (Absence(away.start, away.end, away.kind != "abroad") for away in person.away),
            key=lambda away: away.began,
        )
        asked = Supervision(
            since=since,
            assessed=[risk for risk in facts.assessed if risk.set_on <= as_at],
            seen_on=facts.seen_on,
            absences=absences,
            as_at=as_at,
            policy=self.policy,
        )
        return [_duty(visit) for visit in owed(asked)]

    def changed(self, figure: str, value: int | None, since: date) -> VisitSource:
        return VisitSource(self.policy.changed(figure, value, since))

    def from_events(self, events: Sequence[Fields], as_at: date) -> Supervised:
        levels = [row for row in events if row.row["kind"] == "risk-level"]
        seen = sorted(
            visit.the_day("date")
            for visit in events
            if visit.row["kind"] == "visit" and visit.the_choice("outcome", OUTCOMES) == "seen"
        )
        for visit in events:
            visit.flag("entry_sought")
        return Supervised(
            tuple(Assessed(row.the_choice("level", LEVELS), row.the_day("date")) for row in levels),
            max((day for day in seen if day <= as_at), default=None),
            min((day for day in seen if day > as_at), default=None),
        )

    def under(self, policy: Fields) -> VisitSource:
        changed = self.policy
        if "visits" in policy.row:
            visits = Fields(policy.row["visits"], f"{policy.where}: visits", LEVELS)
            for level in visits.row:
                changed = changed.with_only(f"visit-interval/{level}", amount_in(visits, level, "months"))
        for key, figures in _FIRSTS.items():
            if key in policy.row:
                for figure in figures:
                    changed = changed.with_only(figure, amount_in(policy, key, "days"))
        return VisitSource(changed)


def _duty(visit: VisitOwed) -> DutyOwed:
    return DutyOwed(
        basis=POLICY,
        kind=visit.kind,
        due=visit.due,
        arose=visit.arose,
        what=visit.what,
        why=visit.why,
        provision="Local policy on supervision",
    )


VISITS = VisitSource()
