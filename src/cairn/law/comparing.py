"""
Two answers of the law set side by side: what begins, what ends, what moves and by how many days.

For one person before and after a change (of a fact, of the law, or of the day asked about).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from cairn.law.answers import Assessment, Duty, DutyKind, DutyState, RegimeStanding, Registration, Review
from cairn.law.needs import Need

SpanChange = Literal["same", "starts", "ends", "moves", "undecided"]
DutyChangeKind = Literal["added", "removed", "moved", "state"]


class Span(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """From when until when somebody is registrable, without the reasons."""

    registrable: bool
    since: date | None = None
    until: date | None = None
    indefinite: bool = False
    further_order: bool = False
    end_known: bool = True
    undecided: bool = False
    needs: tuple[Need, ...] = ()
    may_run_to: date | None = None
    may_be_indefinite: bool = False


class RegistrationChange(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    Parameters
        change: `starts` where registrable only after, `ends` where certainly not any more, `undecided`
            where only after it is undecided, `moves` where a day of it or what it turns on differs.
        since_days, until_days: by how many days its first and its last day move, later being positive;
            None where there is no such day before or none after.
    """

    change: SpanChange
    before: Span
    after: Span
    since_days: int | None = None
    until_days: int | None = None


class RegimeChange(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A sister scheme that begins, ends or moves; the days before and after, None where it does not run."""

    regime: str
    change: SpanChange
    since_before: date | None = None
    since_after: date | None = None
    until_before: date | None = None
    until_after: date | None = None


class ReviewChange(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The first day on which a review may be had, before and after; None where there is none."""

    before: date | None
    after: date | None


class DutyChange(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    One duty that is not the same.

    Parameters
        change: `state` where only how it stands differs.
        days: by how many days its last day moves, later being positive; None where there is no such day
            before or none after. Nothing where only the hour, or the generous reading, moves.
        before, after: the duty itself; None where it is not there.
    """

    change: DutyChangeKind
    kind: DutyKind
    of: str | None
    regime: str
    owed_by: str
    days: int | None = None
    before: Duty | None = None
    after: Duty | None = None

    @property
    def states(self) -> tuple[DutyState | None, DutyState | None]:
        """How it stood before, and how after."""
        return (
            self.before.state if self.before is not None else None,
            self.after.state if self.after is not None else None,
        )


class Comparison(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Everything in which two answers differ."""

    registration: RegistrationChange
    regimes: tuple[RegimeChange, ...] = ()
    review: ReviewChange | None = None
    added: tuple[DutyChange, ...] = ()
    removed: tuple[DutyChange, ...] = ()
    moved: tuple[DutyChange, ...] = ()
    states: tuple[DutyChange, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether there is anything to say."""
        return bool(
            self.registration.change != "same" or self.regimes or self.review is not None or self.duties
        )

    @property
    def duties(self) -> tuple[DutyChange, ...]:
        """Every duty that is not the same: added, removed, moved, then those that only stand otherwise."""
        return (*self.added, *self.removed, *self.moved, *self.states)


def compare(before: Assessment, after: Assessment) -> Comparison:
    """
    What differs between two answers for one person.

    A duty is the same duty where it arose from the same fact on the same day. Of two answers for one day,
    what is left is paired by its kind, because on one day a person owes each kind once for each matter:
    so a conviction whose date changes moves its duties rather than replacing them.
    """
    pairs = _pairs(before.duties, after.duties, same_day=before.as_at == after.as_at)
    found = [change for one, other in pairs if (change := _duty(one, other)) is not None]
    by_kind: dict[DutyChangeKind, tuple[DutyChange, ...]] = {
        kind: tuple(change for change in found if change.change == kind)
        for kind in ("added", "removed", "moved", "state")
    }
    return Comparison(
        registration=_registration(before.registration, after.registration),
        regimes=tuple(_regimes(before.regimes, after.regimes)),
        review=_review(before.review, after.review),
        added=by_kind["added"],
        removed=by_kind["removed"],
        moved=by_kind["moved"],
        states=by_kind["state"],
    )


def span(found: Registration) -> Span:
    """A registration without its reasons."""
    return Span(**{name: getattr(found, name) for name in Span.__struct_fields__})


def days_between(before: date | None, after: date | None) -> int | None:
    """By how many days a day moves, later being positive; None where it is not there on both sides."""
    return (after - before).days if before is not None and after is not None else None


def _registration(before: Registration, after: Registration) -> RegistrationChange:
    one, other = span(before), span(after)
    change: SpanChange = "same" if one == other else "moves"
    if before.answer != after.answer:
        ends: SpanChange = "undecided" if other.undecided else "ends"
        change = "starts" if other.registrable else ends
    return RegistrationChange(
        change=change,
        before=one,
        after=other,
        since_days=days_between(one.since, other.since),
        until_days=days_between(one.until, other.until),
    )


def _regimes(before: Iterable[RegimeStanding], after: Iterable[RegimeStanding]) -> Iterable[RegimeChange]:
    ran, runs = {one.regime: one for one in before}, {one.regime: one for one in after}
    for regime in dict.fromkeys((*ran, *runs)):
        one, other = ran.get(regime), runs.get(regime)
        days = (one and (one.since, one.until), other and (other.since, other.until))
        if days[0] != days[1]:
            yield RegimeChange(
                regime=regime,
                change="starts" if one is None else "ends" if other is None else "moves",
                since_before=one.since if one else None,
                since_after=other.since if other else None,
                until_before=one.until if one else None,
                until_after=other.until if other else None,
            )


def _review(before: Review | None, after: Review | None) -> ReviewChange | None:
    first, other = _first_day(before), _first_day(after)
    return ReviewChange(before=first, after=other) if first != other else None


def _first_day(review: Review | None) -> date | None:
    return None if review is None else review.may_apply_from or review.decided_by


def _pairs(
    before: Iterable[Duty], after: Iterable[Duty], *, same_day: bool
) -> Iterable[tuple[Duty | None, Duty | None]]:
    lone, left = list(before), list(after)
    for likeness in (_identity, _kind) if same_day else (_identity,):
        waiting: dict[tuple[object, ...], list[Duty]] = {}
        for duty in left:
            waiting.setdefault(likeness(duty), []).append(duty)
        unpaired = []
        for duty in lone:
            others = waiting.get(likeness(duty))
            if others:
                yield duty, others.pop(0)
            else:
                unpaired.append(duty)
        lone, left = unpaired, [duty for others in waiting.values() for duty in others]
    yield from ((duty, None) for duty in lone)
    yield from ((None, duty) for duty in left)


def _identity(duty: Duty) -> tuple[object, ...]:
    return (*_kind(duty), duty.owed_by, duty.subject, duty.arose)


def _kind(duty: Duty) -> tuple[object, ...]:
    return (duty.regime, duty.kind, duty.of)


def _duty(before: Duty | None, after: Duty | None) -> DutyChange | None:
    known = after if after is not None else before
    if known is None:
        return None
    if before is None or after is None:
        change: DutyChangeKind = "added" if before is None else "removed"
    elif _last(before) != _last(after):
        change = "moved"
    elif before.state != after.state or before.owed_by != after.owed_by:
        change = "state"
    else:
        return None
    return DutyChange(
        change=change,
        kind=known.kind,
        of=known.of,
        regime=known.regime,
        owed_by=known.owed_by,
        days=days_between(
            before.due if before is not None else None, after.due if after is not None else None
        ),
        before=before,
        after=after,
    )


def _last(duty: Duty) -> tuple[date | None, datetime | None, date | None]:
    return (duty.due, duty.due_at, duty.latest)
