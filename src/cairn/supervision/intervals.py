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
class Owed:
    """A visit or assessment owed: since when, by when (None: suspended), and why, in one line."""

    kind: str
    arose: date
    due: date | None
    what: str
    why: str


WORDS = {"very-high": "very high", "high": "high", "medium": "medium", "low": "low"}


def owed(
    *,
    since: date,
    assessed: Sequence[Assessed],
    seen_on: date | None,
    absences: Sequence[Absence],
    as_at: date,
    policy: Policy,
) -> Owed:
    """
    The next thing owed to a person under supervision: the first assessment, or the next visit.

    Parameters
        since: the first day of supervision (registration, or the plan's agreement).
        assessed: levels of risk set by `as_at`, in the order they were set.
        seen_on: the last successful visit. An attempt never counts.
        absences: in the order they began.

    Source: supervision/policy.toml.
    """
    if not assessed:
        first = Owed(
            "risk-assessment",
            since,
            since + timedelta(days=policy.first_days("assessment", since)),
            "First risk assessment",
            f"No level of risk has been set since {in_words(since)}",
        )
        return _allowing(first, absences, as_at, policy, "assessment")
    level = assessed[-1].level
    start = seen_on or max(since, assessed[0].set_on)
    months = policy.visit_months(level, start)
    every = "every month" if months == 1 else f"every {months} months"
    seen = (
        f"last seen at home {in_words(start)}" if seen_on else f"not yet seen at home since {in_words(start)}"
    )
    visit = Owed(
        "visit",
        start,
        _visit_due(start, assessed, policy),
        f"Home visit ({WORDS[level]} risk)",
        f"Risk is {WORDS[level]}: {every}; {seen}",
    )
    return _allowing(visit, absences, as_at, policy, "visit-after-release")


def _allowing(owed: Owed, absences: Sequence[Absence], as_at: date, policy: Policy, first: str) -> Owed:
    """
    Leave out time away: it suspends the duty, and there are some days for it after the return.

    Detention wipes out earlier lateness, since nobody could have been seen at home; a journey abroad
    moves only a day that fell within it.
    """
    for away in absences:
        due = owed.due
        if due is None or away.began > as_at or (away.ended and away.ended <= owed.arose):
            continue
        if away.covers(as_at):
            if away.detained or away.began <= due:
                where = "in custody or hospital" if away.detained else "abroad"
                return replace(owed, due=None, why=f"{owed.why}; {where} since {in_words(away.began)}")
        elif away.ended and (away.detained or away.began <= due < away.ended):
            after = away.ended + timedelta(days=policy.first_days(first, away.ended))
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
    due = add_months(start, policy.visit_months(first.level, start))
    for risk in later:
        due = max(add_months(start, policy.visit_months(risk.level, start)), min(risk.set_on, due))
    return due
