"""
When the need to keep a person's record is next reviewed, and why: pure, no database.

A review never falls while the person is registered or an order runs. After that the group of the
schedule counts from the last thing that happened, and a decision to keep sets its own next day.
Nobody is kept beyond the age at which the schedule ends without being asked about.

Source: Data Protection Act 2018 s.39(2); schedule.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.dates import ONE_DAY, add_months, in_words
from cairn.law.answers import Assessment
from cairn.law.assessing import assess, registration_on
from cairn.law.facts import Order, Person
from cairn.law.rulebook import STATUTE_BOOK, Rulebook
from cairn.law.sister_schemes.registry import reaching
from cairn.record.retention.schedule import Rule, Schedule

PROVISION = "DPA 2018 s.39(2)"


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What the record itself knows of its keeping.

    Parameters
        added_on: the day the person was put on the register; counts only where nothing else is known.
        reviewed_on, keep_until: of the last review that decided to keep: its day, and the next one's.
    """

    added_on: date
    reviewed_on: date | None = None
    keep_until: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """
    The next review.

    Parameters
        due: None while the person is registered, or an order runs, with no last day known.
        arises: the day from which it is on the worklist; None with `due`.
        clear_since: the day from which the schedule counts.
    """

    rule: Rule
    due: date | None
    arises: date | None
    clear_since: date
    why: str


def order_runs(order: Order, on: date) -> bool:
    """Whether a court's order has neither run out nor ended by that day; one made later does not run yet."""
    last = _last_of(order)
    return order.date <= on and (last is None or on <= last)


def still_bound(person: Person, assessment: Assessment) -> str:
    """Why nothing of this person's may be disposed of on the day of the assessment, or nothing."""
    if assessment.registration.registrable or assessment.regimes:
        return "The person is subject to notification requirements."
    if assessment.registration.undecided or assessment.regime_doubts:
        return "It is undecided whether the person is subject to notification requirements."
    running = [order for order in person.orders if order_runs(order, assessment.as_at)]
    return f"An order runs ({running[0].of.replace('-', ' ')})." if running else ""


def next_review(
    person: Person,
    assessment: Assessment,
    *,
    kept: Kept,
    schedule: Schedule,
    book: Rulebook = STATUTE_BOOK,
) -> ReviewDue:
    """
    The next review of one person's record, by the facts and the law of the assessment's day.

    Parameters
        assessment: the law's answer for the person (cairn.law.assess).
    """
    on = assessment.as_at
    bound, until = _bound_until(person, assessment)
    ends, ever = _registered_until(person, assessment, book)
    clear_since = max((day for day in _last_things(person, on, (*ends, until)) if day), default=kept.added_on)
    convicted = any(conviction.date <= on and not conviction.quashed_on for conviction in person.convictions)
    group = "group-1" if ever or person.orders else "group-2" if convicted else "group-3"
    rule = schedule.rule(group, clear_since)
    if bound and until is None:
        why = "No review while the person is registered, or may be, or an order runs: no last day is known"
        return ReviewDue(rule, None, None, clear_since, why)
    due, why = _day(person, rule, kept, clear_since)
    if until is not None and due <= until:
        due = until + ONE_DAY
    arises = due - timedelta(days=schedule.days("notice", due))
    if until is not None and arises <= until:
        arises = until + ONE_DAY
    return ReviewDue(rule, due, min(arises, due), clear_since, why)


def _day(person: Person, rule: Rule, kept: Kept, clear_since: date) -> tuple[date, str]:
    doubt = "" if rule.verified else " (figure not verified)"
    if kept.reviewed_on and kept.keep_until and kept.reviewed_on >= clear_since:
        due = kept.keep_until
        why = f"Kept at the review of {in_words(kept.reviewed_on)} until then"
    else:
        due = add_months(clear_since, rule.review_months)
        why = f"{_years(rule.review_months)} after {in_words(clear_since)}, {rule.citation}{doubt}"
    if rule.keep_until_age is not None:
        oldest = add_months(person.born_latest or person.born, rule.keep_until_age * 12)
        if oldest < due:
            return (
                oldest,
                f"The person is deemed to have reached {rule.keep_until_age}, {rule.citation}{doubt}",
            )
    return due, why


def _years(months: int) -> str:
    return f"{months // 12} years" if months % 12 == 0 else f"{months} months"


def _bound_until(person: Person, assessment: Assessment) -> tuple[bool, date | None]:
    """
    Whether registered, or under an order, on the day; and the last day of the last to end, if all are known.

    Of whom it is undecided whether they are registered, it is not known when that ends.
    """
    if assessment.registration.undecided or assessment.regime_doubts:
        return True, None
    ends: list[date | None] = [regime.until for regime in assessment.regimes]
    if assessment.registration.registrable:
        ends.append(assessment.registration.until)
    ends += [_last_of(order) for order in person.orders if order_runs(order, assessment.as_at)]
    known = [end for end in ends if end is not None]
    return bool(ends), max(known) if known and len(known) == len(ends) else None


def _registered_until(
    person: Person, assessment: Assessment, book: Rulebook
) -> tuple[tuple[date | None, ...], bool]:
    """The last day of registrations that are over, and whether the person ever was or is registered."""
    now = assessment.registration
    if now.registrable or now.undecided or assessment.regimes or assessment.regime_doubts:
        return (), True
    # On the latest day that began or prolonged one, every registration still running counts; one that was
    # over by then ended before that day.
    for day in sorted({day for day in _beginnings(person) if day <= assessment.as_at}, reverse=True):
        registrable, ends = _registered_on(person, day, book)
        if registrable:
            return tuple(end for end in ends if end and end <= assessment.as_at), True
    return (), False


def _registered_on(person: Person, day: date, book: Rulebook) -> tuple[bool, list[date | None]]:
    """Whether Part 2 or a sister scheme bound the person that day, and the last day of each that did."""
    if not reaching(person):
        then = registration_on(person, day, book)
        return then.registrable or then.undecided, [then.may_run_to or then.until]
    answer = assess(person, day, book)
    part2 = answer.registration
    ends = [part2.may_run_to or part2.until, *(regime.until for regime in answer.regimes)]
    return part2.registrable or part2.undecided or bool(answer.regimes or answer.regime_doubts), ends


def _beginnings(person: Person) -> Iterator[date]:
    """The days on which a registration may have begun or been made longer."""
    for conviction in person.convictions:
        yield conviction.date
        for disposal in conviction.disposals:
            if disposal.date:
                yield disposal.date
    for order in person.orders:
        yield order.in_force or order.date


def _last_things(person: Person, on: date, ends: tuple[date | None, ...]) -> Iterator[date | None]:
    yield from ends
    happened = [conviction.date for conviction in person.convictions]
    happened += [away.end for away in person.away if away.end]
    happened += [_last_of(order) or order.date for order in person.orders]
    happened += [person.died] if person.died else []
    yield from (day for day in happened if day <= on)


def _last_of(order: Order) -> date | None:
    """Its last day in force."""
    days = [day for day in (order.until, order.ended_on) if day is not None]
    return min(days) if days else None
