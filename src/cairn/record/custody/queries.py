"""Where the person was when they were not at liberty in the United Kingdom."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from cairn.record.custody.models import AwayKind, TimeAway


def times_away_of(nominal_id: UUID) -> list[TimeAway]:
    """Every period, newest first."""
    return list(TimeAway.objects.filter(nominal_id=nominal_id).order_by("-began", "kind"))


def away_on(nominal_id: UUID, *, as_at: date) -> list[TimeAway]:
    """The periods that run on that day. The day of release counts as liberty (s.83(6))."""
    running = TimeAway.objects.filter(
        Q(ended__isnull=True) | Q(ended__gt=as_at), nominal_id=nominal_id, began__lte=as_at
    )
    return list(running.order_by("began", "kind"))


def inside_since(nominal_id: UUID, day: date) -> bool:
    """Whether a time in custody or hospital is on record that had not ended by the day."""
    inside = TimeAway.objects.filter(
        Q(ended=None) | Q(ended__gt=day),
        nominal_id=nominal_id,
        kind__in=(AwayKind.CUSTODY, AwayKind.HOSPITAL),
    )
    return inside.exists()


def custody_on(nominal_id: UUID, day: date) -> TimeAway | None:
    """The custody that holds them on a day after the one on which it began, and before the day of release."""
    held = TimeAway.objects.filter(nominal_id=nominal_id, kind=AwayKind.CUSTODY, began__lt=day)
    return held.filter(Q(ended__isnull=True) | Q(ended__gt=day)).order_by("began").first()
