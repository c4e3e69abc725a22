"""
What became of a person's duties between two moments, and why: because more was known, or as time passed.

Knowledge first: the earlier day is asked about again with the later knowledge. What differs there, only
knowledge made; what differs between that and the later day, only time did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from cairn.clock.as_known.queries import known_projection
from cairn.clock.as_known.times import AsKnown
from cairn.clock.models import Basis
from cairn.clock.projection.project import Projection
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow

Cause = Literal["knowledge", "time"]
Change = Literal["added", "removed", "moved", "state"]


@dataclass(frozen=True, slots=True)
class DutyDifference:
    """
    One duty that is not the same.

    Parameters
        change: `moved` where its last day differs, `state` where only how it stands does.
        before, after: the duty; None where it was not owed.
    """

    cause: Cause
    change: Change
    before: DutyRow | None
    after: DutyRow | None

    @property
    def duty(self) -> DutyRow:
        """The duty, as it is after if it is there at all."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  never both None
        return found


@dataclass(frozen=True, slots=True)
class SummaryDifference:
    """The standing before and after one of the two causes; None where the person was not on the register."""

    cause: Cause
    before: CaseSummaryRow | None
    after: CaseSummaryRow | None


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything the clock says otherwise; nothing where nothing is."""

    summaries: tuple[SummaryDifference, ...]
    duties: tuple[DutyDifference, ...]


def moved_between(nominal_id: UUID, earlier: AsKnown, later: AsKnown) -> Differences:
    """
    How a person's standing and outstanding duties differ between two moments, as far as the user may see.

    Parameters
        earlier, later: the same day with two states of knowledge, the same knowledge of two days, or both.
    """
    told = AsKnown(earlier.as_at, later.known_at)
    first, between, last = (known_projection(nominal_id, moment) for moment in (earlier, told, later))
    steps: tuple[tuple[Cause, Projection | None, Projection | None], ...] = (
        ("knowledge", first, between),
        ("time", between, last),
    )
    return Differences(
        tuple(
            SummaryDifference(cause, before and before.summary, after and after.summary)
            for cause, before, after in steps
            if _shown(before) != _shown(after)
        ),
        tuple(
            moved
            for cause, before, after in steps
            for moved in duties_moved(cause, before.duties if before else (), after.duties if after else ())
        ),
    )


def _shown(one: Projection | None) -> CaseSummaryRow | None:
    """Without the day on which it next changes, which says nothing of this one."""
    return one.summary._replace(changes_on=None) if one else None


def duties_moved(
    cause: Cause, before: Iterable[DutyRow], after: Iterable[DutyRow]
) -> Iterator[DutyDifference]:
    """Every duty of which there is only one, or whose last day or state differs, in the order they are due."""
    pairs = sorted(_pairs(list(before), list(after)), key=_due)
    for old, new in pairs:
        if old is None or new is None:
            yield DutyDifference(cause, "added" if old is None else "removed", old, new)
        elif (old.due, old.due_at) != (new.due, new.due_at):
            yield DutyDifference(cause, "moved", old, new)
        elif old.state != new.state:
            yield DutyDifference(cause, "state", old, new)


Pair = tuple[DutyRow | None, DutyRow | None]


def _due(pair: Pair) -> tuple[bool, str]:
    known = pair[1] or pair[0]
    return known is None or known.due is None, str(known.due if known else "")


def _pairs(before: Sequence[DutyRow], after: Sequence[DutyRow]) -> Iterator[Pair]:
    """
    The same duty before and after: with the same beginning if there is such a one, else the next of its kind.

    A fact told later may move the day on which a duty arose; it is the same duty still.
    """
    old, new = list(before), list(after)
    for exact in (True, False):
        for row in list(old):
            twin = next((one for one in new if _key(one, exact=exact) == _key(row, exact=exact)), None)
            if twin is not None:
                old.remove(row)
                new.remove(twin)
                yield row, twin
    yield from ((row, None) for row in old)
    yield from ((None, row) for row in new)


def _key(row: DutyRow, *, exact: bool) -> tuple[object, ...]:
    kind = (row.basis, row.kind, row.of, row.provision, row.source_id)
    # A visit is one duty, from whichever visit it is counted.
    return (*kind, row.arose) if exact and row.basis != Basis.POLICY.value else kind
