"""
What follows where a person is not met: enquiries where they live, and an alert on lost contact. Pure, no database.

An attempt never counts as a visit: what is due stays due. It brings work of its own, at any level of risk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.dates import in_words
from cairn.supervision.intervals import Absence, Attempt, VisitOwed
from cairn.supervision.policy import Policy

NOT_LIVING_THERE = "not-living-there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """
    What is known of meeting a person under supervision.

    Parameters
        since: the first day of supervision.
        attempts: visits at which they were not seen, in the order of their days.
        seen_on: the last day on which they were seen at home.
        attended_on: the last day on which they attended to notify.
        homes_since: days on which a home, or having none, began.
        absences: as in cairn.supervision.intervals.Supervision.
    """

    since: date
    attempts: Sequence[Attempt]
    seen_on: date | None
    attended_on: date | None
    homes_since: Sequence[date]
    absences: Sequence[Absence]
    as_at: date
    policy: Policy


def lost_contact(person: Contact) -> list[VisitOwed]:
    """
    What is owed because nobody meets them; nothing while they are in custody, in hospital or abroad.

    Source: supervision/policy.toml.
    """
    if any(away.covers(person.as_at) for away in person.absences):
        return []
    # Whoever was away in between is looked for anew: where they were is known.
    back = max(
        (away.ended for away in person.absences if away.ended and away.ended <= person.as_at), default=None
    )
    started = max(day for day in (person.since, back) if day)
    attempts = [
        attempt
        for attempt in person.attempts
        if started <= attempt.on <= person.as_at and (person.seen_on is None or attempt.on > person.seen_on)
    ]
    found = (_whereabouts(person, attempts), _attempts(person, attempts), _days(person, started))
    return [one for one in found if one is not None]


def no_contact_from(person: Contact) -> date | None:
    """The first day on which so many days have passed without contact, by the policy; None: it asks for none."""
    met = [day for day in (person.seen_on, person.attended_on) if day and day <= person.as_at]
    ended = [away.ended for away in person.absences if away.ended and away.ended <= person.as_at]
    start = max((person.since, *met, *ended))
    days = person.policy.contact("no-contact", person.as_at)
    return start + timedelta(days=days + 1) if days is not None else None


def _whereabouts(person: Contact, attempts: Iterable[Attempt]) -> VisitOwed | None:
    """Enquiries at once, until they are seen at home or a later home is on record."""
    doubted = [attempt.on for attempt in attempts if attempt.outcome == NOT_LIVING_THERE]
    if not doubted or any(doubted[-1] < home <= person.as_at for home in person.homes_since):
        return None
    on = doubted[0]
    why = f"The address is doubted: not living there when visited on {in_words(doubted[-1])}"
    return VisitOwed("whereabouts", on, on, "Find out where they live", why)


def _attempts(person: Contact, attempts: Sequence[Attempt]) -> VisitOwed | None:
    many = person.policy.contact("failed-visits", person.as_at)
    if many is None or len(attempts) < many:
        return None
    on = attempts[many - 1].on
    last = f"last seen at home {in_words(person.seen_on)}" if person.seen_on else "never seen at home"
    visits = "visit" if len(attempts) == 1 else "visits"
    why = f"{len(attempts)} {visits} without seeing them, the latest on {in_words(attempts[-1].on)}; {last}"
    return VisitOwed("no-contact", on, on, "Decide what to do: visits fail", why, of="attempts")


def _days(person: Contact, started: date) -> VisitOwed | None:
    on = no_contact_from(person)
    if on is None or on > person.as_at:
        return None
    met = [day for day in (person.seen_on, person.attended_on) if day and day >= started]
    why = f"Last met on {in_words(max(met))}" if met else f"Not met since {in_words(started)}"
    return VisitOwed("no-contact", on, on, "Decide what to do: no contact", why, of="days")
