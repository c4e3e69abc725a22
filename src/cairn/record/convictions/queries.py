"""What the person was convicted, cautioned or found of."""

from __future__ import annotations

from uuid import UUID

from cairn.law.rulebook import rule_set
from cairn.record.convictions.models import Conviction


def convictions_of(nominal_id: UUID) -> list[Conviction]:
    """Every conviction, caution and finding, newest first, each with its disposals."""
    rows = (
        Conviction.objects.filter(nominal_id=nominal_id).select_related("order").prefetch_related("disposals")
    )
    return list(rows.order_by("-on", "recorded_at"))


def offence_note(offence: str) -> str:
    """
    A warning where an offence as typed is not in Schedule 3; otherwise nothing.

    Such an offence is kept, and brings no notification requirements. Source: SOA 2003 Schedule 3.
    """
    if rule_set().schedule.lookup(offence) is not None:
        return ""
    return (
        f"“{offence}” is not an offence in Schedule 3 as Cairn knows it, so it brings no notification "
        "requirements. If it should, write it like SOA 2003 s.9."
    )
