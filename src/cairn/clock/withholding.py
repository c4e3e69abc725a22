"""
What the projection says to whom a fact is kept from: pure.

Nothing is traced through the law. The answer is made once more as if the restricted fact had not been recorded:
what is the same then, says nothing of the fact. What is not, stands in two rows: one as it is, for those who read
the fact, and one that stands in for it, without what it says, for everybody else. Row security shows each reader
one of the two (cairn.clock.row_security). What has to be done, and by when, is in both: no deadline is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from cairn.clock.projection import Projection
from cairn.clock.rows import DutyRow, StandingRow
from cairn.duties.registry import kinds

NOT_SHOWN = "The reason is not shown in your role"
# Whether somebody is registrable is never withheld: the duties tell it, and whoever meets the person must know.
_EMPTY: dict[str, object] = {
    "since": None,
    "until": None,
    "indefinite": False,
    "category": None,
    "level": None,
    "risk": "",
    "changes_on": None,
}


class Restricted(NamedTuple):
    """
    A fact that is restricted.

    Parameters
        id: of the restriction. The rows name that: whoever is shown a stand-in is not told which fact it is.
        shown: others are told that something is withheld.
        with_it: the rows that go with it: itself, what was told in it, and what it is a part of.
    """

    id: UUID
    shown: bool
    with_it: Sequence[UUID]


class Rows(NamedTuple):
    """Every row that the clock keeps of one nominal."""

    standings: list[StandingRow]
    duties: list[DutyRow]


@dataclass(frozen=True, slots=True)
class Otherwise:
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


def plain(full: Projection) -> Rows:
    """The rows where nothing is restricted."""
    return Rows([full.standing], full.duties)


def apart(full: Projection, otherwise: Otherwise, restricted: Sequence[Restricted]) -> Rows:
    """
    The rows for those who read everything, and those that stand in for them.

    Parameters
        restricted: all restricted facts of the nominal; `otherwise` was made from them.
    """
    empty = {name for one in otherwise.each() for name in _changed(full.standing, one)}
    told = all(fact.shown for fact in restricted)
    standings = list(_standings(full, otherwise, empty, told=told))
    hide_risk = "risk" in empty
    # An action that is restricted goes with its duty: those who are to do it are named as its readers.
    gone = {row for fact in restricted for row in fact.with_it}
    duties = [
        row
        for duty in full.duties
        for row in _duties(duty, otherwise, hide_risk=hide_risk)
        if not (row.stands_in and row.source_id in gone)
    ]
    return Rows(standings, duties)


def _changed(standing: StandingRow, other: Projection | None) -> set[str]:
    """Columns that would be otherwise."""
    if other is None:
        return set(_EMPTY)
    return {name for name in _EMPTY if getattr(standing, name) != getattr(other.standing, name)}


def _standings(
    full: Projection, otherwise: Otherwise, empty: set[str], *, told: bool
) -> Iterator[StandingRow]:
    if not empty:
        yield full.standing
        return
    alone = [key for key, one in otherwise.alone.items() if _changed(full.standing, one)]
    rests_on = _behind(alone, otherwise)
    yield full.standing._replace(rests_on=rests_on)
    said = tuple(sorted(empty - {"changes_on"})) if told else ()
    blank = {name: _EMPTY[name] for name in empty}
    yield full.standing._replace(**blank, rests_on=rests_on, stands_in=True, withheld=said or None)  # type: ignore[arg-type]  # columns by name


def _duties(duty: DutyRow, otherwise: Otherwise, *, hide_risk: bool) -> Iterator[DutyRow]:
    same = all(one is not None and duty in one.duties for one in otherwise.each())
    if same:
        yield duty
        return
    alone = [key for key, one in otherwise.alone.items() if one is None or duty not in one.duties]
    rests_on = _behind(alone, otherwise)
    yield duty._replace(rests_on=rests_on)
    risk = "" if hide_risk else duty.risk
    words_stay = all(one is not None and _worded_in(duty, one) for one in otherwise.each())
    stand_in = duty._replace(risk=risk, rests_on=rests_on, stands_in=True)
    yield stand_in if words_stay else _without_words(stand_in)


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


def _behind(alone: Collection[UUID], otherwise: Otherwise) -> tuple[UUID, ...]:
    """
    The facts behind a row: those without any one of which it would be another.

    Of the others, two together may still be behind it, each making up for the other: then all are taken to be.
    """
    every = otherwise.alone
    return tuple(sorted(alone if alone and len(every) - len(alone) <= 1 else every))
