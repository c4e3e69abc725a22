"""
Looks: one person's record, opened by one user for one task, by one right. A look is entered once.

The first page enters it. Further pages of the task within the span that policy sets (looks.toml) belong to it and
enter nothing; the span runs from the first page, so nobody prolongs it by going on. Whatever makes it another
look is entered again: another task, right, role or stated reason, another photograph, another day asked about.
What is opened in an emergency is entered page by page.

An entry says what it must at the time, kinds only, because those who audit the ledger may not open the record to
find out.

Source: Data Protection Act 2018 s.62(1)(c), (2).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
from django.db import connection

from cairn import toml
from cairn.ledger.entries.pace import within_pace_of_records
from cairn.ledger.models import Entry
from cairn.ledger.operations import Operation, codes_of
from cairn.ledger.services import Actor, Detail, enter


class AccessBasis(StrEnum):
    """By what right the record was seen."""

    OWN_CASELOAD = "own-caseload"
    OWN_TEAM = "own-team"
    OWN_AGENCY = "own-agency"
    PARTNER = "partner"
    BREAK_GLASS = "break-glass"
    OFFER = "offer"


class LookPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many minutes a look lasts, and why so many; none: every page is entered."""

    minutes: Annotated[int, msgspec.Meta(ge=0, le=60)]
    reason: str


@cache
def look_policy() -> LookPolicy:
    """The policy as shipped."""
    return toml.read(Path(__file__).with_name("looks.toml"), LookPolicy)


def enter_look(
    actor: Actor,
    page: Operation,
    *,
    nominal_id: UUID,
    basis: AccessBasis,
    detail: Detail,
    why: str,
    most: int,
) -> Entry | None:
    """
    Enter that the user opened this page about a person, unless it belongs to a look that was entered.

    One statement for a page of a look that is open, one more for the first. Two first pages at once enter one look:
    the second waits for the first, and sees its entry or, if that came to nothing, enters its own.

    Parameters
        page: declared with the task that it is opened for; without one it is always entered.
        basis: by what right the record is seen.
        detail: what else makes the look this one.
        most: how many different records may be opened within an hour; 0 is no limit.

    Raises
        TooMany: this would be one record more.
    """
    said = {**detail, "sight": basis.value}
    lasts = page.task is not None and basis is not AccessBasis.BREAK_GLASS
    codes = list(codes_of(page.task)) if page.task and lasts else []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_look(%s, %s, %s::text[], %s::jsonb, %s, %s, %s)",
            [actor.pk, nominal_id, codes, json.dumps(said), why, look_policy().minutes, most],
        )
        (found,) = cursor.fetchone() or ("new",)
    if found == "open":
        return None
    if found == "busy":
        within_pace_of_records(actor.pk, nominal_id, most=most)
    return enter(actor, page, nominal_id=nominal_id, detail=said, why=why)


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
