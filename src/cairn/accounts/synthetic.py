"""
Synthetic or real, never both: a mark in the database says which, and every start compares it.

Synthetic identity numbers follow the real rules and could belong to real people.
"""

from __future__ import annotations

from cairn.accounts.models import SyntheticMark
from cairn.errors import Conflict


def mark_of(using: str = "default") -> SyntheticMark | None:
    """The mark of this database, or None: its people are real."""
    return SyntheticMark.objects.using(using).first()


def demo_or_real(*, demo: bool, using: str = "default") -> None:
    """
    Refuse to run synthetic and real together.

    Parameters
        demo: whether this site says of itself that it is a demonstration (CAIRN_DEMO).

    Raises
        Conflict: the site is one and the database the other.
    """
    mark = mark_of(using)
    if mark is not None and not demo:
        raise Conflict(
            "This database holds the synthetic register, and the site is set up for real people. "
            "Use another database, or run `cairn demo`."
        )
    if mark is None and demo:
        raise Conflict(
            "CAIRN_DEMO is set, and this database is not marked as synthetic. "
            "Unset it, or load the synthetic register into an empty database with `cairn demo`."
        )
