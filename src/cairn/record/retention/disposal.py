"""
Carrying out confirmed decisions to dispose: one transaction a person, as the owner of the tables.

Every row about the person goes, from every room, and its history too. The ledger keeps that it
happened. Each decision is checked again first: the law or the facts may have changed since.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import DatabaseError, connections, transaction

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.errors import BadInput, CairnError, Conflict
from cairn.record.facts import read_facts
from cairn.record.identity.models import Nominal
from cairn.record.locks import NOMINAL_LOCK, RUN_LOCK, TAKE_TURN
from cairn.record.retention.erasing import Erased, Grounds, erased_lately, leave_tombstone
from cairn.record.retention.models import Decision, RetentionReview
from cairn.record.retention.obstacles import refuse_while_needed
from cairn.record.retention.schedule import current
from cairn.record.retention.tables import places
from cairn.record.rulebook.queries import book_with, switches_in_force

_log = logging.getLogger(__name__)
OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Disposals:
    """
    What a run did.

    Parameters
        done: decisions carried out, each with how many rows went from which table.
        refused: decisions that could not be carried out, and why; they stand and are tried again.
    """

    done: dict[UUID, dict[str, int]] = field(default_factory=dict)
    refused: dict[UUID, str] = field(default_factory=dict)


def ready(on: date) -> list[UUID]:
    """
    Decisions that were confirmed, not withdrawn, and have waited long enough by that day.

    Raises
        BadInput: this process was started without the owner's connection.
    """
    if OWNER not in connections.databases:
        raise BadInput("DATABASE_OWNER_URL is not set; disposal runs as the owner of the tables.")
    waited = on - timedelta(days=current().days("wait", on))
    found = RetentionReview.objects.using(OWNER).filter(
        decision=Decision.DISPOSE, withdrawn_on__isnull=True, confirmed_on__lte=waited
    )
    return list(found.order_by("confirmed_on", "id").values_list("pk", flat=True))


def dispose(
    *, on: date, dry_run: bool = False, progress: Callable[[int, int], None] | None = None
) -> Disposals:
    """
    Carry out every decision that is ready.

    Parameters
        dry_run: do and undo it: says exactly what would go, and changes nothing.
        progress: told how many decisions are done, and of how many.

    Raises
        BadInput: see ready.

    Source: Data Protection Act 2018 ss.39(1), 47(1), 62(1)(f).
    """
    decisions, result = ready(on), Disposals()
    for number, review_id in enumerate(decisions, start=1):
        try:
            result.done[review_id] = _carry_out(review_id, on=on, dry_run=dry_run)
        except CairnError as refusal:
            result.refused[review_id] = refusal.message
        except DatabaseError:
            # The decision's id only: what the database says may quote the row.
            _log.error("decision %s could not be carried out", review_id)
            result.refused[review_id] = "The database refused; nothing of it was changed."
        if progress:
            progress(number, len(decisions))
    if not dry_run and erased_lately(using=OWNER):
        _tidy()
    return result


def _carry_out(review_id: UUID, *, on: date, dry_run: bool) -> dict[str, int]:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        review = RetentionReview.objects.using(OWNER).get(pk=review_id)
        nominal_id = review.nominal_id
        cursor.execute(TAKE_TURN, [RUN_LOCK, NOMINAL_LOCK, str(nominal_id)])
        Nominal.objects.using(OWNER).select_for_update().get(pk=nominal_id)
        review.refresh_from_db(using=OWNER)
        _check(review, on=on)
        grounds = Grounds(
            decision_id=review.pk,
            rule=review.rule,
            agency_id=User.objects.using(OWNER).get(pk=review.reviewed_by_id).agency_id,
            decided_by=review.reviewed_by_id,
            confirmed_by=review.confirmed_by_id or review.reviewed_by_id,
        )
        erased = _erase(nominal_id)
        leave_tombstone(nominal_id, erased, grounds, using=OWNER)
        if not dry_run:
            # Kept outside the database, so that a restored backup can be told whom to erase again; and before the
            # commit, since a process that dies right after it says nothing more.
            _log.warning("record %s is being disposed of, decision %s", nominal_id, review_id)
        transaction.set_rollback(dry_run, using=OWNER)
    if not dry_run:
        _log.warning("record %s was disposed of, decision %s", nominal_id, review_id)
    return dict(erased.counts)


def _check(review: RetentionReview, *, on: date) -> None:
    """
    Raises
        Conflict, RuleRefused: see cairn.record.retention.obstacles; or it was withdrawn meanwhile.
    """
    if not review.confirmed:
        raise Conflict(
            f"Withdrawn on {in_words(review.withdrawn_on)}." if review.withdrawn_on else "Not confirmed."
        )
    owner = connections[OWNER]
    with owner.cursor() as cursor:
        book = book_with(switches_in_force(cursor))
    for nominal_id, person in read_facts(owner.connection, only=[review.nominal_id]):
        refuse_while_needed(nominal_id, person, as_at=on, book=book, using=OWNER)


def _erase(nominal_id: UUID) -> Erased:
    """
    Delete every row about the person, and say which are their past: that goes through the ledger's log.

    Foreign keys are asked at the end, so the order is free.
    """
    counts: dict[str, int] = {}
    past: dict[str, list[int]] = {}
    with connections[OWNER].cursor() as cursor:
        for place in places(cursor):
            if place.past:
                cursor.execute(
                    f'SELECT pgh_id FROM {place.table} WHERE "{place.column}" = %s ORDER BY 1', [nominal_id]
                )
                past[place.table] = [int(row[0]) for row in cursor.fetchall()]
                counts[place.table] = len(past[place.table])
            else:
                cursor.execute(f'DELETE FROM {place.table} WHERE "{place.column}" = %s', [nominal_id])
                counts[place.table] = cursor.rowcount
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args::text LIKE %s", [f"%{nominal_id}%"])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return Erased(counts, past)


def _tidy() -> None:
    """Give the rows' room back at once: what was erased, also by a run that died, is not left in the tables' files."""
    with connections[OWNER].cursor() as cursor:
        for table in sorted({place.table for place in places(cursor)} | {"ledger_entry"}):
            cursor.execute(f"VACUUM {table}")
