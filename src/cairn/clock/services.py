"""Keeping the projection true, in the transaction of every change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.access.acting import recomputing
from cairn.announcements import FactsChanged
from cairn.clock.facts import CaseFacts, gather
from cairn.clock.models import Duty, Standing
from cairn.clock.projection import project
from cairn.dates import today as this_day
from cairn.record.facts import person_facts
from cairn.record.rulebook.queries import current_book
from cairn.record.turns import NOMINAL_LOCK, RUN_LOCK, TAKE_TURN
from cairn.supervision.policy import current


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
        for facts in _facts(nominal_id, as_at):
            standing, duties = project(facts, as_at=as_at, policy=current(), book=current_book())
            Duty.objects.filter(nominal_id=nominal_id).delete()
            Duty.objects.bulk_create([Duty(**row._asdict()) for row in duties])
            values = standing._asdict()
            Standing.objects.update_or_create(nominal_id=values.pop("nominal_id"), defaults=values)


def _facts(nominal_id: UUID, as_at: date) -> Iterable[CaseFacts]:
    with connection.cursor() as cursor:
        people = [(nominal_id, person_facts(nominal_id))]
        yield from gather(cursor, people, as_at=as_at, only=[nominal_id])
