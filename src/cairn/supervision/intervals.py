"""
What supervision owes a person, from levels of risk, visits and local policy: pure, no database.

The clock turns the answer into duties; a page may ask the same question of facts not yet recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.dates import add_months, in_words
from cairn.supervision.policy import Policy


@dataclass(frozen=True, slots=True)
class Assessed:
    """A level of risk, and the day it was set."""

    level: str
    set_on: date


@dataclass(frozen=True, slots=True)
class Absence:
    """
    Days on which nobody can be visited at home.

    Parameters
        ended: the first day back; None while it lasts, or where the end is not known.
        detained: in custody or hospital; not: outside the United Kingdom.
    """

    began: date
    ended: date | None
    detained: bool

    def covers(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.began <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A visit at which the person was not seen, and how it went."""

    outcome: str
    on: date


@dataclass(frozen=True, slots=True)
class VisitOwed:
    """
    What supervision owes: since when, by when (None: suspended), and why, in one line.

    Parameters
        of: what a lack of contact is counted in.
    """

    kind: str
    arose: date
    due: date | None
    what: str
    why: str
    of: str = ""


WORDS = {"very-high": "very high", "high": "high", "medium": "medium", "low": "low"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """
    What the duties to a person under supervision follow from.

    Parameters
        since: the first day of supervision (registration, or the plan's agreement).
        assessed: levels of risk set by `as_at`, in the order they were set.
        seen_on: the last successful visit. An attempt never counts.
        absences: in the order they began.
    """

    since: date
    assessed: Sequence[Assessed]
    seen_on: date | None
    absences: Sequence[Absence]
    as_at: date
    policy: Policy


def owed(person: Supervision) -> list[VisitOwed]:
    """
    What is owed to a person under supervision: the first assessment, and the first or the next visit.

    Source: supervision/policy.toml.
    """
    policy, since = person.policy, person.since
    found = []
    assessment = policy.first_days("assessment", since)
    if not person.assessed and assessment is not None:
        first = VisitOwed(
            "risk-assessment",
            since,
            since + timedelta(days=assessment),
            "First risk assessment",
            f"No level of risk has been set since {in_words(since)}",
        )
        found.append(_allowing(first, person, "assessment"))
    visit = _first_visit(person) or _next_visit(person)
    if visit is not None:
        found.append(_allowing(visit, person, "visit-after-release"))
    return found


def _first_visit(person: Supervision) -> VisitOwed | None:
    """The first visit of supervision, if policy sets a time for it and nobody has seen the person at home since."""
    since, days = person.since, person.policy.first_days("visit", person.since)
    if days is None or (person.seen_on is not None and person.seen_on >= since):
        return None
    why = f"Not yet seen at home since {in_words(since)}: the first time within {days} days"
    return VisitOwed("visit", since, since + timedelta(days=days), "First home visit", why)


def _next_visit(person: Supervision) -> VisitOwed | None:
    """The next visit at the level of risk that stands; none before a level is set."""
    if not person.assessed:
        return None
    level = person.assessed[-1].level
    start = person.seen_on or max(person.since, person.assessed[0].set_on)
    months = person.policy.visit_months(level, start)
    if months is None:
        return None
    every = "every month" if months == 1 else f"every {months} months"
    seen = "last seen at home" if person.seen_on else "not yet seen at home since"
    return VisitOwed(
        "visit",
        start,
        _visit_due(start, person.assessed, person.policy),
        f"Home visit ({WORDS[level]} risk)",
        f"Risk is {WORDS[level]}: {every}; {seen} {in_words(start)}",
    )


def _allowing(owed: VisitOwed, person: Supervision, first: str) -> VisitOwed:
    """
    Leave out time away: it suspends the duty, and there are some days for it after the return.

    Detention wipes out earlier lateness, since nobody could have been seen at home; a journey abroad
    moves only a day that fell within it.
    """
    for away in person.absences:
        due = owed.due
        if due is None or away.began > person.as_at or (away.ended and away.ended <= owed.arose):
            continue
        if away.covers(person.as_at):
            if away.detained or away.began <= due:
                where = "in custody or hospital" if away.detained else "abroad"
                return replace(owed, due=None, why=f"{owed.why}; {where} since {in_words(away.began)}")
        elif away.ended and (away.detained or away.began <= due < away.ended):
            after = away.ended + timedelta(days=person.policy.first_days(first, away.ended) or 0)
            if after > due:
                owed = replace(owed, due=after, why=f"{owed.why}; back since {in_words(away.ended)}")
    return owed


def _visit_due(start: date, assessed: Sequence[Assessed], policy: Policy) -> date:
    """
    Count from the last visit at the level that stands; a change of level never hides lateness.

    A raised level may ask for a visit in the past; then it is due on the day the level was raised.
    A lowered one leaves a visit that was already late due when it was.
    """
    earlier = [risk for risk in assessed if risk.set_on <= start]
    later = [risk for risk in assessed if risk.set_on > start]
    first = earlier[-1] if earlier else later.pop(0)
    due = _after(start, first, policy)
    for risk in later:
        due = max(_after(start, risk, policy), min(risk.set_on, due))
    return due


def _after(start: date, risk: Assessed, policy: Policy) -> date:
    """The day of the next visit at one level; of a level without visits, none that ever comes."""
    months = policy.visit_months(risk.level, start)
    return add_months(start, months) if months is not None else date.max
