"""
The first assessment of risk, the home visits that local policy asks for, and what follows where nobody is met.

What is not known is not a no: whoever may be registrable is visited as if they were, and each line says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

import msgspec

from cairn.duties.lengths import amount_in
from cairn.duties.source import NOTHING_TOLD, POLICY, Answer, Case, DutyOwed, DutySource, Summary
from cairn.law.cases.fields import Fields
from cairn.law.facts import Person
from cairn.supervision.contact import Contact, lost_contact, no_contact_from
from cairn.supervision.intervals import Absence, Assessed, Attempt, Supervision, VisitOwed, owed
from cairn.supervision.policy import FIGURES, LEVELS, Policy, current


class Supervised(msgspec.Struct, frozen=True):
    """
    Levels of risk in the order they were set, and visits.

    Parameters
        seen_on, seen_next: the last successful visit by the day asked about, and the first after it.
        attempts: every visit at which they were not seen, in the order of their days.
    """

    assessed: tuple[Assessed, ...] = ()
    seen_on: date | None = None
    seen_next: date | None = None
    attempts: tuple[Attempt, ...] = ()


_read = msgspec.json.Decoder(Supervised).decode
_UNSUPERVISED = Supervised()
UNDECIDED = "Undecided whether they are registrable: due by local policy whatever the answer"
OUTCOMES = ("seen", "no-reply", "not-living-there", "refused")
# The first visit is the first after release too.
_FIRSTS: Mapping[str, tuple[str, ...]] = {
    "first-visit": ("first/visit", "first/visit-after-release"),
    "first-assessment": ("first/assessment",),
}


class VisitSource(DutySource[Supervised]):
    """Visits and a first assessment, while the person is or may be registrable, or is managed by agreement."""

    name: ClassVar[str] = "supervision"
    kinds: ClassVar[Mapping[str, str]] = {
        "risk-assessment": "Risk assessment",
        "visit": "Home visit",
        "whereabouts": "Find out where they live",
        "no-contact": "Decide what to do: no contact",
    }
    figures: ClassVar[tuple[str, ...]] = FIGURES
    events: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "risk-level": ("date", "level"),
        "visit": ("date", "outcome", "entry_sought"),
    }
    policy_keys: ClassVar[tuple[str, ...]] = ("visits", *_FIRSTS, "failed-visits", "no-contact")
    statement: ClassVar[str] = """
        SELECT nominal_id, json_build_object(
                   'assessed', coalesce(a.assessed, '[]'), 'seen_on', v.seen_on, 'seen_next', v.seen_next,
                   'attempts', coalesce(v.attempts, '[]'))::text
        FROM (
            SELECT nominal_id, json_agg(json_build_object('level', level, 'set_on', set_on)
                                        ORDER BY set_on, recorded_at, id) AS assessed
            FROM supervision_riskassessment WHERE {these} AND {kept} GROUP BY nominal_id
        ) a FULL JOIN (
            SELECT nominal_id,
                   max(visited_on) FILTER (WHERE outcome = 'seen' AND visited_on <= %(as_at)s) AS seen_on,
                   min(visited_on) FILTER (WHERE outcome = 'seen' AND visited_on > %(as_at)s) AS seen_next,
                   json_agg(json_build_object('outcome', outcome, 'on', visited_on)
                            ORDER BY visited_on, recorded_at, id) FILTER (WHERE outcome <> 'seen') AS attempts
            FROM supervision_visit WHERE {these} AND {kept} GROUP BY nominal_id
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
        changes = [
            *(risk.set_on for risk in facts.assessed),
            *(attempt.on for attempt in facts.attempts),
            *(notified.date for notified in case.person.notifications),
            *_homes_of(case.person),
            facts.seen_next,
        ]
        duties, later = self._owed(facts, case)
        return Answer(duties, [*changes, later])

    def _owed(self, facts: Supervised, case: Case) -> tuple[list[DutyOwed], date | None]:
        """The duties, and the day on which days without contact are too many if nobody meets the person."""
        person, as_at, registration = case.person, case.as_at, case.assessment.registration
        doubted = _doubted_since(person, as_at) if registration.undecided else None
        since = registration.since if registration.registrable else case.summary.managed_since or doubted
        if since is None or since > as_at or (person.died and person.died <= as_at):
            return [], None
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
        attended = [one.date for one in person.notifications if one.in_person and one.date <= as_at]
        contact = Contact(
            since=since,
            attempts=facts.attempts,
            seen_on=facts.seen_on,
            attended_on=max(attended, default=None),
            homes_since=_homes_of(person),
            absences=absences,
            as_at=as_at,
            policy=self.policy,
        )
        marked = registration.undecided and case.summary.managed_since is None
        duties = [_duty(visit, marked=marked) for visit in (*owed(asked), *lost_contact(contact))]
        return duties, no_contact_from(contact)

    def changed(self, figure: str, value: int | None, since: date) -> VisitSource:
        return VisitSource(self.policy.changed(figure, value, since))

    def from_events(self, events: Sequence[Fields], as_at: date) -> Supervised:
        levels = [row for row in events if row.row["kind"] == "risk-level"]
        visits = sorted(
            (
                Attempt(visit.the_choice("outcome", OUTCOMES), visit.the_day("date"))
                for visit in events
                if visit.row["kind"] == "visit"
            ),
            key=lambda visit: visit.on,
        )
        seen = [visit.on for visit in visits if visit.outcome == "seen"]
        for visit in events:
            visit.flag("entry_sought")
        return Supervised(
            tuple(Assessed(row.the_choice("level", LEVELS), row.the_day("date")) for row in levels),
            max((day for day in seen if day <= as_at), default=None),
            min((day for day in seen if day > as_at), default=None),
            tuple(visit for visit in visits if visit.outcome != "seen"),
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
        if "no-contact" in policy.row:
            changed = changed.with_only("contact/no-contact", amount_in(policy, "no-contact", "days"))
        if "failed-visits" in policy.row:
            changed = changed.with_only("contact/failed-visits", _many(policy))
        return VisitSource(changed)


def _many(policy: Fields) -> int | None:
    value = policy.row["failed-visits"]
    if value == "none":
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        policy.refuse("failed-visits", f"{value!r} is not a number of visits: a whole number, or none.")
    return value


def _homes_of(person: Person) -> list[date]:
    """The days on which a home, or having none, began."""
    return [*(home.date for home in person.addresses), *(none.date for none in person.no_fixed_abode)]


def _doubted_since(person: Person, as_at: date) -> date | None:
    """
    The day from which somebody may be registrable: that of the latest conviction or order by then.

    The latest, so that nobody goes unseen because they were seen while an earlier period ran.
    """
    convictions = [one.date for one in person.convictions if not one.quashed_on and one.date <= as_at]
    return max([*convictions, *(one.date for one in person.orders if one.date <= as_at)], default=None)


def _duty(visit: VisitOwed, *, marked: bool) -> DutyOwed:
    return DutyOwed(
        basis=POLICY,
        kind=visit.kind,
        of=visit.of,
        due=visit.due,
        arose=visit.arose,
        what=visit.what,
        why=f"{visit.why}. {UNDECIDED}" if marked else visit.why,
        provision="Local policy on supervision",
    )


VISITS = VisitSource()
