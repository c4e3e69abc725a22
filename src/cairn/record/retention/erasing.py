"""
What disposal leaves in the ledger: that something was erased, by whose decision, and nothing about whom.

The one place where disposal meets the ledger: the erased rows' leaves stay in the log, without their salts, under
the entry of the erasure (cairn.ledger.log.disposal), so that every proof holds. An entry that lists a person among
others (a worklist, a search) keeps the record's id: the record being gone, it says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from cairn.ledger.log.disposal import dispose
from cairn.ledger.models import Disposed, Entry
from cairn.ledger.operations import Act, declare

RECORD_DISPOSED_OF = declare(
    "record disposed of", Act.ERASURE, "Disposed of the record at the end of its retention"
)


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
    What goes.

    Parameters
        counts: rows by table.
        past: ids (`pgh_id`) of the history rows, by history table: leaves of the log.
    """

    counts: Mapping[str, int]
    past: Mapping[str, Sequence[int]]


def leave_tombstone(nominal_id: UUID, erased: Erased, grounds: Grounds, *, using: str) -> Entry:
    """
    Erase the history and what entries say about the person, and enter the erasure itself: ids and counts only.

    Nobody's act: the operator's job does it; who decided and who confirmed are in the detail.

    Raises
        Conflict: a row is not in the log as it should be; nothing may be erased.

    Source: Data Protection Act 2018 s.62(1)(f).
    """
    rows = [f"{table}: {count}" for table, count in sorted(erased.counts.items()) if count]
    return dispose(
        rows=erased.past,
        entries_about=nominal_id,
        operation=RECORD_DISPOSED_OF,
        why=f"retention schedule, {grounds.rule}",
        detail={
            "decision": str(grounds.decision_id),
            "rule": grounds.rule,
            "decided_by": str(grounds.decided_by),
            "confirmed_by": str(grounds.confirmed_by),
            "rows": rows,
        },
        agency_id=grounds.agency_id,
        using=using,
    )


def erased_lately(*, using: str) -> bool:
    """Whether anything was erased within the last day, by this run or by one that died before it could clear up."""
    last = Disposed.objects.using(using).aggregate(last=Max("entry_id"))["last"]
    since = timezone.now() - timedelta(days=1)
    return last is not None and Entry.objects.using(using).filter(pk=last, at__gt=since).exists()
