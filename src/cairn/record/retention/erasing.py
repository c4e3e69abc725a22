"""
What disposal leaves in the ledger: that something was erased, by whose decision, and nothing about whom.

The one place where disposal meets the ledger. A sealed log keeps its proofs when the erased leaves are
recorded as disposed of under the tombstone: `Erased` says which they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections

from cairn.ledger.models import Act, Entry

WHAT = "record disposed of"


@dataclass(frozen=True, slots=True)
class Grounds:
    """The decision that is carried out: its id, the schedule's rule, whose it was and who confirmed it."""

    decision_id: UUID
    rule: str
    agency_id: UUID
    decided_by: UUID
    confirmed_by: UUID


@dataclass(frozen=True, slots=True)
class Erased:
    """
    What is gone.

    Parameters
        counts: rows by table.
        past: ids (`pgh_id`) of the history rows that are gone, by history table: leaves of the log.
        blanked: ids of the ledger entries that no longer say about whom they are: leaves of the log.
    """

    counts: Mapping[str, int]
    past: Mapping[str, Sequence[int]]
    blanked: Sequence[int]


def blank_entries(nominal_id: UUID, *, using: str) -> list[int]:
    """
    Take the person out of the ledger: entries about them keep when, who and which act, and no more.

    Entries of acts on many people (a worklist, a search) lose this one's id. Returns the entries' ids.
    """
    text = str(nominal_id)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_entry SET nominal_id = NULL, detail = '{}', why = '' WHERE nominal_id = %s "
            "RETURNING id",
            [nominal_id],
        )
        blanked = [int(key) for (key,) in cursor.fetchall()]
        cursor.execute("SELECT id, detail::text FROM ledger_entry WHERE detail::text LIKE %s", [f"%{text}%"])
        for key, detail in cursor.fetchall():
            cursor.execute(
                "UPDATE ledger_entry SET detail = %s WHERE id = %s",
                [json.dumps(without(json.loads(detail), text)), key],
            )
            blanked.append(int(key))
    return blanked


def without(detail: dict[str, Any], text: str) -> dict[str, Any]:
    """An entry's detail without one id, whether it stands in a list or alone."""
    kept: dict[str, Any] = {}
    for key, value in detail.items():
        if isinstance(value, list):
            kept[key] = [one for one in value if text not in str(one)]
        elif text not in str(value):
            kept[key] = value
    return kept


def leave_tombstone(erased: Erased, grounds: Grounds, *, using: str) -> Entry:
    """
    Enter the erasure itself (Data Protection Act 2018 s.62(1)(f)): ids and counts only.

    Nobody's act: the operator's job does it; who decided and who confirmed are in the detail.
    """
    rows = [f"{table}: {count}" for table, count in sorted(erased.counts.items()) if count]
    return Entry.objects.using(using).create(
        act=Act.ERASURE,
        what=WHAT,
        agency_id=grounds.agency_id,
        detail={
            "decision": str(grounds.decision_id),
            "rule": grounds.rule,
            "decided_by": str(grounds.decided_by),
            "confirmed_by": str(grounds.confirmed_by),
            "rows": rows,
            "entries_blanked": len(erased.blanked),
        },
    )
