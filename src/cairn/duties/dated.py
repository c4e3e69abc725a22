"""Rows of local policy that follow each other day by day: which one stood on a day, and that none is missing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from cairn.errors import BadInput


class Dated(Protocol):
    """A row that was in force from one day to another (inclusive; None: still)."""

    @property
    def key(self) -> str: ...
    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


R = TypeVar("R", bound=Dated)


def in_force(row: Dated, on: date) -> bool:
    """Whether the row applied on that day."""
    return row.starts <= on and (row.ends is None or on <= row.ends)


def series(
    where: str, known: Iterable[str], rows: Iterable[R], *, optional: Iterable[str] = ()
) -> dict[str, tuple[R, ...]]:
    """
    The rows of each key in order of their days.

    Parameters
        where: the file and the table, for a refusal.
        optional: keys that may have no row.

    Raises
        BadInput: a key without a row for today, or rows that overlap or leave days out.
    """
    in_order = sorted(rows, key=lambda row: row.starts)
    found = {key: tuple(row for row in in_order if row.key == key) for key in known}
    left_out = frozenset(optional)
    for key, its in found.items():
        if its or key not in left_out:
            _unbroken(f"{where} {key}", its)
    return found


def _unbroken(where: str, rows: Sequence[Dated]) -> None:
    if not rows or rows[-1].ends is not None:
        raise BadInput(f"{where}: no row is in force today. Leave “to” out of the last one.")
    for row, following in itertools.pairwise(rows):
        if row.ends is None or following.starts != row.ends + timedelta(days=1):
            raise BadInput(
                f"{where}: the row from {following.starts} must start the day after the one before ends."
            )
