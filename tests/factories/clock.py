"""The clock as a run leaves it, without a run."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from cairn.clock.models import CaseSummary, ClockDay, KeptDuties
from tests.factories.access import as_operator


def brought_to(day: date) -> None:
    """The register's duties are of that day."""
    with as_operator():
        ClockDay.objects.update_or_create(pk=1, defaults={"day": day, "ran_at": timezone.now()})


def changes_by_itself(nominal_id: UUID, on: date | None) -> None:
    """The person's duties are right until the day before that one."""
    with as_operator():
        CaseSummary.objects.filter(nominal_id=nominal_id).update(changes_on=on)


def kept_from(nominal_id: UUID, as_at: date | None) -> None:
    """The last run could not make the person's duties: those of that day are kept."""
    now = timezone.now()
    with as_operator():
        KeptDuties.objects.create(
            pk=nominal_id, as_at=as_at, failed_at=now, tried_at=now, error="OverflowError"
        )
