"""
What the clock's rows say to whom a fact is restricted: pure.

Nothing is traced through the law. The answer is made once more as if the restricted fact had not been recorded: what
is the same then, says nothing of the fact. What is not, is kept in two rows: one as it is, for those who may see the
fact, and one that is redacted, for everybody else. Row security shows each reader one of the two
(cairn.clock.row_security). What has to be done, and by when, is in both: no deadline is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from cairn.clock.projection.project import Projection
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow
from cairn.duties.registry import kinds

NOT_SHOWN = "The reason is not shown in your role"
# Whether somebody is registrable, or that it is undecided, is never redacted: the duties tell it, and whoever meets
# the person must know. What it turns on may be the restricted fact itself.
_EMPTY: dict[str, object] = {
    "since": None,
    "until": None,
    "indefinite": False,
    "needs": (),
    "may_run_to": None,
    "may_be_indefinite": False,
    "category": None,
    "level": None,
    "risk": "",
    "changes_on": None,
}


class RestrictedFact(NamedTuple):
    """
    A fact that is restricted.

    Parameters
        id: of the restriction. The rows name that: whoever is shown a redacted row is not told which fact it is.
        shown: others are told that something is restricted.
        with_it: the rows that go with it: itself, what was told in it, and what it is a part of.
    """

    id: UUID
    shown: bool
    with_it: Sequence[UUID]


class NominalRows(NamedTuple):
    """Every row that the clock keeps of one nominal."""

    summaries: list[CaseSummaryRow]
    duties: list[DutyRow]


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """
    The answers as if facts had not been recorded; None where the law gives none without them.

    Parameters
        alone: without one of the restricted facts, by its restriction's id.
        together: without all of them.
    """

    alone: Mapping[UUID, Projection | None]
    together: Projection | None

    def each(self) -> Iterator[Projection | None]:
        """Every one of those answers."""
        yield from self.alone.values()
        yield self.together


def full_rows(full: Projection) -> NominalRows:
    """The rows where nothing is restricted."""
    return NominalRows([full.summary], full.duties)


def full_and_redacted_rows(
    full: Projection, counterfactuals: Counterfactuals, restricted: Sequence[RestrictedFact]
) -> NominalRows:
    """
    The rows for those who may see everything, and the redacted ones for everybody else.

    Parameters
        restricted: all restricted facts of the nominal; `counterfactuals` were made from them.
    """
    empty = {name for one in counterfactuals.each() for name in _changed(full.summary, one)}
    told = all(fact.shown for fact in restricted)
    summaries = list(_summaries(full, counterfactuals, empty, told=told))
    hide_risk = "risk" in empty
    # An action that is restricted goes with its duty: those who are to do it are named as its readers.
    gone = {row for fact in restricted for row in fact.with_it}
    duties = [
        row
        for duty in full.duties
        for row in _duties(duty, counterfactuals, hide_risk=hide_risk)
        if not (row.redacted and row.source_id in gone)
    ]
    return NominalRows(summaries, duties)


def _changed(summary: CaseSummaryRow, other: Projection | None) -> set[str]:
    """Columns that would say something else."""
    if other is None:
        return set(_EMPTY)
    return {name for name in _EMPTY if getattr(summary, name) != getattr(other.summary, name)}


def _summaries(
    full: Projection, counterfactuals: Counterfactuals, empty: set[str], *, told: bool
) -> Iterator[CaseSummaryRow]:
    if not empty:
        yield full.summary
        return
    without = [key for key, one in counterfactuals.alone.items() if _changed(full.summary, one)]
    depends_on = _behind(without, counterfactuals)
    yield full.summary._replace(depends_on=depends_on)
    named = tuple(sorted(empty - {"changes_on"})) if told else ()
    blank = {name: _EMPTY[name] for name in empty}
    yield full.summary._replace(**blank, depends_on=depends_on, redacted=True, redacted_fields=named or None)  # type: ignore[arg-type]  # columns by name


def _duties(duty: DutyRow, counterfactuals: Counterfactuals, *, hide_risk: bool) -> Iterator[DutyRow]:
    same = all(one is not None and duty in one.duties for one in counterfactuals.each())
    if same:
        yield duty
        return
    without = [key for key, one in counterfactuals.alone.items() if one is None or duty not in one.duties]
    depends_on = _behind(without, counterfactuals)
    yield duty._replace(depends_on=depends_on)
    risk = "" if hide_risk else duty.risk
    words_stay = all(one is not None and _worded_in(duty, one) for one in counterfactuals.each())
    redacted = duty._replace(risk=risk, depends_on=depends_on, redacted=True)
    yield redacted if words_stay else _without_words(redacted)


def _worded_in(duty: DutyRow, other: Projection) -> bool:
    """Whether it says the same but for the level of risk beside it."""
    return any(duty._replace(risk="") == one._replace(risk="") for one in other.duties)


def _without_words(duty: DutyRow) -> DutyRow:
    """What has to be done, by whom and by when, and nothing of why."""
    return duty._replace(
        what=kinds()[duty.kind],
        why=NOT_SHOWN,
        of="",
        provision="",
        arose=None,
        due_at=None,
        latest=None,
    )


def _behind(alone: Collection[UUID], counterfactuals: Counterfactuals) -> tuple[UUID, ...]:
    """
    The facts behind a row: those without any one of which it would be another.

    Of the others, two together may still be behind it, each making up for the other: then all are taken to be.
    """
    every = counterfactuals.alone
    return tuple(sorted(alone if alone and len(every) - len(alone) <= 1 else every))
