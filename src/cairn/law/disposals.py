"""
Disposals by the names that courts give them: what Part 2 makes of each, and the longest that each may be.

Read from disposals.toml. A term above the longest is asked about, never refused: the order is what the court said.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec

from cairn import toml
from cairn.law import terms
from cairn.law.facts import Term
from cairn.law.kinds import DisposalKind
from cairn.law.parameters import Status

_FILE = Path(__file__).with_name("disposals.toml")
_KINDS = frozenset(get_args(DisposalKind))
# What takes a person into custody or hospital on the day it is passed, however long the term.
_TAKES_INSIDE = frozenset({"imprisonment", "detention", "dto", "extended", "ipp", "lifelong-restriction"})
TAKES_TO_HOSPITAL = frozenset({"hospital-order"})


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    What Part 2 makes of a disposal that courts call by a name.

    Parameters
        kind: the law's own kind.
    """

    kind: str = msgspec.field(name="as")
    citation: str
    source: str
    status: Status

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: the law has no such kind.
        """
        if self.kind not in _KINDS:
            raise ValueError(f"counts as “{self.kind}”, which is no kind of the law's")


class Most(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    The longest that a disposal may be, in months.

    Parameters
        kind: a name, or the law's own kind for every name that counts as it.
        since, to: first and last day of sentence; convicted_from: the first day of conviction, which then decides.
    """

    kind: str
    months: int
    citation: str
    source: str
    status: Status
    since: date | None = msgspec.field(name="from", default=None)
    to: date | None = None
    convicted_from: date | None = None

    def applies(self, passed: date, convicted: date) -> bool:
        """Whether it was the law for that sentence."""
        if self.convicted_from is not None:
            return self.convicted_from <= convicted
        return (self.since is None or self.since <= passed) and (self.to is None or passed <= self.to)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    counts: dict[str, Counted]
    most: tuple[Most, ...]


@cache
def _file() -> _File:
    return toml.read(_FILE, _File)


def by_name() -> dict[str, Counted]:
    """Every name that is not the law's own word for it."""
    return _file().counts


def longest() -> tuple[Most, ...]:
    """The longest that each may be, as far as the file says."""
    return _file().most


def counts_as(name: str) -> str:
    """The law's own kind for a disposal of that name."""
    counted = _file().counts.get(name)
    return counted.kind if counted is not None else name


def takes_inside(name: str) -> bool:
    """Whether a disposal of that name takes a person into custody or hospital on the day it is passed."""
    return counts_as(name) in _TAKES_INSIDE | TAKES_TO_HOSPITAL


def most_allowed(name: str, *, passed: date, convicted: date) -> Most | None:
    """
    The longest that a disposal of that name could be when it was passed; None where that is not known.

    Source: disposals.toml.
    """
    kind = counts_as(name)
    found = [each for each in _file().most if each.kind in (name, kind) and each.applies(passed, convicted)]
    # Of a name and the kind it counts as, the name; of two days, the later rule.
    return max(found, key=lambda each: (each.kind == name, each.convicted_from is not None), default=None)


def exceeded(name: str, term: Term, *, passed: date, convicted: date) -> Most | None:
    """The longest that the law allowed, where the term is above it; otherwise None."""
    most = most_allowed(name, passed=passed, convicted=convicted)
    if most is None or term.life or not terms.more_than(terms.length(term), most.months, passed):
        return None
    return most
