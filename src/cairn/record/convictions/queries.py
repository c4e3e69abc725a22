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
    A warning where an offence as recorded is not one of Schedule 3, or is not recognised; otherwise nothing.

    Such an offence is kept. Source: SOA 2003 Schedule 3.
    """
    known = rule_set().schedule.recognise(offence)
    if known.kind == "listed":
        return ""
    if known.kind == "not-recognised":
        return f"“{offence}” is not recognised, so Cairn cannot say whether it is listed in Schedule 3."
    return (
        f"“{offence}” is not an offence in Schedule 3 as Cairn knows it, so it brings no notification "
        "requirements. If it should, write it like SOA 2003 s.9."
    )
