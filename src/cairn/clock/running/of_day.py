"""Of which day a row of the clock is, to be read beside it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Subquery

from cairn.clock.models import ClockDay, KeptDuties

_KEPT = KeptDuties.objects.filter(pk=OuterRef("nominal_id"))
OF_DAY: Mapping[str, Exists | Subquery] = {
    "clock_day": Subquery(ClockDay.objects.values("day")),
    "kept": Exists(_KEPT),
    "kept_as_at": Subquery(_KEPT.values("as_at")),
}
