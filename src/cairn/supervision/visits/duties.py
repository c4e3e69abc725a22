"""The first assessment of risk and the home visits that local policy asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import msgspec

from cairn.duties.source import NOTHING_TOLD, POLICY, Answer, Case, DutyOwed, DutySource, Summary
from cairn.supervision.intervals import Absence, Assessed, owed
from cairn.supervision.policy import FIGURES, Policy, current


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


class VisitSource(DutySource[Supervised]):
    """A visit or a first assessment, while the person is registrable or managed by agreement."""

    name: ClassVar[str] = "supervision"
    kinds: ClassVar[Mapping[str, str]] = {"risk-assessment": "Risk assessment", "visit": "Home visit"}
    figures: ClassVar[tuple[str, ...]] = FIGURES
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
        visit = owed(
            since=since,
            assessed=[risk for risk in facts.assessed if risk.set_on <= as_at],
            seen_on=facts.seen_on,
            absences=absences,
            as_at=as_at,
            policy=self.policy,
        )
        return [
            DutyOwed(
                basis=POLICY,
                kind=visit.kind,
                due=visit.due,
                arose=visit.arose,
                what=visit.what,
                why=visit.why,
                provision="Local policy on supervision",
            )
        ]

    def changed(self, figure: str, value: int | None, since: date) -> VisitSource:
        return VisitSource(self.policy.changed(figure, value, since))


VISITS = VisitSource()
