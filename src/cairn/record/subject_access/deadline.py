"""
By when a request for access is answered: pure, no database.

Source: Data Protection Act 2018 s.54, as amended by the Data (Use and Access) Act 2025: one month
beginning with the relevant time, two more by notice, and days spent waiting for a needed
clarification left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.dates import ONE_DAY, add_months, in_words, last_day

PROVISION = "DPA 2018 s.54"
_MONTHS, _MORE = 1, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A clarification: the day we asked, and the day the answer came; None while it is awaited."""

    on: date
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """
    The last day, and why it is that.

    Parameters
        due: on the cautious reading, the day of receipt counted; None while the clock is stopped.
        latest: as the Information Commissioner's guidance counts: from the day after, and over a weekend
            to the Monday. Later than `due`.
    """

    due: date | None
    latest: date | None
    why: str


def answer_by(
    *,
    received: date,
    identity_asked: date | None = None,
    identity_shown: date | None = None,
    asked: Iterable[Asked] = (),
    extended: bool = False,
) -> Deadline:
    """
    The day by which the person must have the answer.

    Parameters
        identity_asked, identity_shown: when proof of identity was reasonably asked for (s.52(4)), and
            when it came: the clock starts with it (s.54(3)(b)).
        asked: clarifications needed to find what the request is about (s.54(3C)).
        extended: notice of two further months was given in time (s.54(3A), (3B)).
    """
    if identity_asked and identity_shown is None:
        return Deadline(None, None, f"Waiting for proof of identity, asked for {in_words(identity_asked)}")
    start = max(received, identity_shown) if identity_asked and identity_shown else received
    months = _MONTHS + (_MORE if extended else 0)
    due, latest = last_day(start, months), add_months(start + ONE_DAY, months)
    why = f"{'Proof of identity came' if start != received else 'Received'} {in_words(start)}"
    why += ": three months, after notice of two more" if extended else ": one month"
    stopped = 0
    for question in sorted(asked, key=lambda one: one.on):
        if question.on > due:
            continue  # asked too late to stop anything
        if question.answered is None:
            return Deadline(None, None, f"Waiting for a clarification, asked for {in_words(question.on)}")
        days = (question.answered - max(question.on, start)).days + 1
        if days > 0:
            due, latest, stopped = due + timedelta(days), latest + timedelta(days), stopped + days
    if stopped:
        why += f"; {stopped} {'day' if stopped == 1 else 'days'} waiting for a clarification left out"
    return Deadline(due, _over_a_weekend(latest), why)


def notice_by(*, received: date, identity_shown: date | None, asked: Iterable[Asked] = ()) -> date | None:
    """The last day on which notice of two further months can be given (s.54(3B)(a)); None while stopped."""
    return answer_by(
        received=received, identity_asked=identity_shown, identity_shown=identity_shown, asked=asked
    ).due


def _over_a_weekend(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day
