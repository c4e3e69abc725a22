"""Keeping the projection true, in the transaction of every change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.access.recomputing import recomputing
from cairn.announcements import FactsChanged
from cairn.clock.models import CaseSummary, Duty, KeptDuties
from cairn.clock.projection.facts import CaseFacts, gather
from cairn.clock.projection.rows import CaseSummaryRow
from cairn.clock.redaction.counterfactual import Clock, rows_of
from cairn.clock.redaction.redact import NominalRows, RestrictedFact
from cairn.dates import today as this_day
from cairn.record.facts import person_facts
from cairn.record.locks import NOMINAL_LOCK, RUN_LOCK, TAKE_TURN
from cairn.record.rulebook.queries import current_book


def recompute(changed: FactsChanged) -> None:
    """
    Make one nominal's standing and duties anew, in the transaction of the change.

    Raises
        LookupError: no agency owns the nominal.
    """
    recompute_nominal(changed.nominal_id, as_at=this_day())


def recompute_nominal(nominal_id: UUID, *, as_at: date) -> None:
    """Make one nominal's rows anew for a day, unless another act on them is under way: then wait."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [RUN_LOCK, NOMINAL_LOCK, str(nominal_id)])
    with recomputing(nominal_id):
        for facts, rows in _rows(nominal_id, as_at):
            Duty.objects.filter(nominal_id=facts.nominal_id).delete()
            Duty.objects.bulk_create([Duty(**row._asdict()) for row in rows.duties])
            _keep_summaries(nominal_id, rows.summaries)
            KeptDuties.objects.filter(nominal_id=nominal_id).delete()


def _rows(nominal_id: UUID, as_at: date) -> Iterable[tuple[CaseFacts, NominalRows]]:
    with connection.cursor() as cursor:
        people = [(nominal_id, person_facts(nominal_id))]
        clock = Clock(as_at, current_book())
        for facts in gather(cursor, people, as_at=as_at, only=[nominal_id]):
            cursor.execute("SELECT id, shown, with_it FROM cairn_restricted_of(%s)", [nominal_id])
            restricted = [RestrictedFact(*row) for row in cursor.fetchall()]
            yield facts, rows_of(cursor, facts, restricted, clock)


def _keep_summaries(nominal_id: UUID, summaries: Sequence[CaseSummaryRow]) -> None:
    if len(summaries) == 1:
        CaseSummary.objects.filter(nominal_id=nominal_id, redacted=True).delete()
    for row in summaries:
        CaseSummary.objects.update_or_create(
            nominal_id=nominal_id, redacted=row.redacted, defaults=row._asdict()
        )
