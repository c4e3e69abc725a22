"""What a dry run of a rule found: whom the rule would move, by how much, and the counts over all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median_low
from uuid import UUID

import msgspec

from cairn.clock.projection.rows import DutyRow
from cairn.law.answers import CURRENT
from cairn.law.comparing import Comparison, DutyChange, DutyChangeKind, SpanChange, days_between


class DaySpread(msgspec.Struct, frozen=True, kw_only=True):
    """By how many days, later being positive; the median is the lower of the two middle ones."""

    least: int
    median: int
    most: int


class MovedDuty(msgspec.Struct, frozen=True, kw_only=True):
    """One outstanding duty that would not be the same; None where there is no such day or state."""

    change: DutyChangeKind
    kind: str
    of: str | None = None
    regime: str = ""
    state_before: str | None = None
    state_after: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    days: int | None = None


class MovedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One person for whom something would change. The id only: names are for the record."""

    nominal_id: UUID
    registration: SpanChange = "same"
    since_days: int | None = None
    until_days: int | None = None
    duties: tuple[MovedDuty, ...] = ()


class MovedCounts(msgspec.Struct, frozen=True, kw_only=True):
    """
    Counts.

    Parameters
        starts, ends, moves: people whose registration would do so.
        until: by how many days its last day moves.
        added, removed, moved, states: duties, by kind.
        days: by how many days the last day of the duties moves.
    """

    starts: int
    ends: int
    moves: int
    until: DaySpread | None
    added: dict[str, int]
    removed: dict[str, int]
    moved: dict[str, int]
    states: dict[str, int]
    days: DaySpread | None


class DryRun(msgspec.Struct, frozen=True, kw_only=True):
    """
    A rule, the day asked about, and what the rule would do on it.

    Parameters
        assessed: people looked at.
        people: those for whom something would change, in the order of the ids.
        failed: those whose duties could not be made, either way.
    """

    rule: str
    since: date
    jurisdiction: str
    value: int | None
    on: date
    assessed: int
    changed: int
    counts: MovedCounts
    people: tuple[MovedPerson, ...]
    failed: tuple[UUID, ...] = ()


def person_moved(nominal_id: UUID, found: Comparison) -> MovedPerson | None:
    """What the law's two answers for one person differ in, as far as it shows; None for nothing."""
    duties = tuple(_law_duty(change) for change in found.duties if _outstanding(change))
    registration = found.registration
    if registration.change == "same" and not duties:
        return None
    return MovedPerson(
        nominal_id=nominal_id,
        registration=registration.change,
        since_days=registration.since_days or None,
        until_days=registration.until_days or None,
        duties=duties,
    )


def policy_moved(nominal_id: UUID, before: Sequence[DutyRow], after: Sequence[DutyRow]) -> MovedPerson | None:
    """What two projections of one person differ in, of the duties of one source, by kind; None for nothing."""
    old, new = ({row.kind: row for row in rows} for rows in (before, after))
    changes = [_policy_duty(old.get(kind), new.get(kind)) for kind in dict.fromkeys((*old, *new))]
    duties = tuple(change for change in changes if change is not None)
    return MovedPerson(nominal_id=nominal_id, duties=duties) if duties else None


def counted(people: Iterable[MovedPerson]) -> MovedCounts:
    """The counts over everybody."""
    people = list(people)
    spans = Counter(person.registration for person in people)
    kinds: dict[str, Counter[str]] = {name: Counter() for name in ("added", "removed", "moved", "state")}
    for person in people:
        for duty in person.duties:
            kinds[duty.change][duty.kind] += 1
    return MovedCounts(
        starts=spans["starts"],
        ends=spans["ends"],
        moves=spans["moves"],
        until=_spread(person.until_days for person in people),
        added=dict(sorted(kinds["added"].items())),
        removed=dict(sorted(kinds["removed"].items())),
        moved=dict(sorted(kinds["moved"].items())),
        states=dict(sorted(kinds["state"].items())),
        days=_spread(duty.days for person in people for duty in person.duties if duty.change == "moved"),
    )


def _spread(days: Iterable[int | None]) -> DaySpread | None:
    known = [number for number in days if number is not None]
    return DaySpread(least=min(known), median=median_low(known), most=max(known)) if known else None


def _outstanding(change: DutyChange) -> bool:
    """Whether the register keeps the duty at all: what was done or is over, it does not."""
    return any(state in CURRENT for state in change.states)


def _law_duty(change: DutyChange) -> MovedDuty:
    before, after = change.before, change.after
    return MovedDuty(
        change=change.change,
        kind=change.kind,
        of=change.of,
        regime=change.regime,
        state_before=before.state if before is not None else None,
        state_after=after.state if after is not None else None,
        due_before=before.due if before is not None else None,
        due_after=after.due if after is not None else None,
        days=change.days,
    )


def _policy_duty(before: DutyRow | None, after: DutyRow | None) -> MovedDuty | None:
    known = after or before
    if known is None or (before and after and (before.due, before.state) == (after.due, after.state)):
        return None
    change: DutyChangeKind = "added" if before is None else "removed" if after is None else "state"
    if before and after and before.due != after.due:
        change = "moved"
    return MovedDuty(
        change=change,
        kind=known.kind,
        regime=known.provision,
        state_before=before.state if before else None,
        state_after=after.state if after else None,
        due_before=before.due if before else None,
        due_after=after.due if after else None,
        days=days_between(before.due, after.due) if before and after else None,
    )
