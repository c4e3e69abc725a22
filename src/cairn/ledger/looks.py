"""
What an entry says of a look besides who, when and what: kinds only.

It is written down at the time, because those who audit the ledger may not open the record to find out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum


class AccessBasis(StrEnum):
    """By what right the record was seen."""

    OWN_CASELOAD = "own-caseload"
    OWN_TEAM = "own-team"
    OWN_AGENCY = "own-agency"
    PARTNER = "partner"
    BREAK_GLASS = "break-glass"
    OFFER = "offer"


def shares_surname(name: str, surnames: Iterable[str]) -> bool:
    """
    Whether any of these surnames is that of the person called `name`, or one half of a double one.

    Parameters
        name: of a member of staff, as colleagues know it: the surname comes last.
    """
    words = name.split()
    own = _parts(words[-1]) if words else set()
    return any(own & _parts(surname) for surname in surnames)


def _parts(surname: str) -> set[str]:
    """A surname and its halves, without accents, capitals and marks."""
    plain = unicodedata.normalize("NFKD", surname).casefold()
    halves = ["".join(letter for letter in half if letter.isalpha()) for half in plain.split("-")]
    return {part for part in (*halves, "".join(halves)) if len(part) > 1}
