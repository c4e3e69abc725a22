"""That somebody looked into an anomaly, and what they found: an entry like any other act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.ledger.audit.anomaly_rules import APPROVALS, FIGURES
from cairn.ledger.entries.queries import between, day_begins
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import Actor, enter

ANOMALY_REVIEWED = declare("anomaly reviewed", Act.CONSULTATION, "Reviewed an audit query")

_LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What was reviewed (see `Anomaly`), when, by whom, and what they noted."""

    rule: str
    actor_id: UUID
    nominal_id: UUID | None
    first: int
    last: int
    at: datetime
    by: UUID | None
    note: str


@transaction.atomic
def behind_anomaly(
    rule: str, first: int, last: int, *, actor_id: UUID, nominal_id: UUID | None
) -> QuerySet[Entry]:
    """The entries that a rule asks about: what somebody opened, or what they approved, from one to another."""
    act = Act.ALTERATION if rule == APPROVALS else Act.CONSULTATION
    return between(first, last, actor_id=actor_id, nominal_id=nominal_id, act=act)


def review_anomaly(
    reviewer: Actor, *, rule: str, actor_id: UUID, nominal_id: UUID | None, first: int, last: int, note: str
) -> Entry:
    """
    Record that an anomaly was looked into.

    The entry is not filed under the nominal: those who are asked about would read of it in the record's history.

    Parameters
        first, last: the anomaly's first and last entry.

    Raises
        NotFound: no such rule or entries, or none that this user may see.
        NotAllowed: it is about the reviewer's own looks.
        BadInput: no note, or too long a one.

    Source: Data Protection Act 2018 s.62(4) (self-monitoring, including internal discipline).
    """
    shown = behind_anomaly(rule, first, last, actor_id=actor_id, nominal_id=nominal_id)
    ends = set(shown.filter(pk__in=(first, last)).values_list("pk", flat=True))
    if rule not in FIGURES or ends != {first, last}:
        raise NotFound("There are no such entries, or none you can see.")
    if actor_id == reviewer.pk:
        raise NotAllowed("You cannot review your own access. Somebody else must do it.")
    note = " ".join(note.split())
    if not 1 <= len(note) <= _LONGEST:
        raise BadInput(f"Say what you found, in {_LONGEST:,} characters or fewer.", field="note")
    detail: dict[str, str | int | list[str]] = {
        "rule": rule,
        "actor": str(actor_id),
        "nominal": str(nominal_id or ""),
        "first": first,
        "last": last,
    }
    return enter(reviewer, ANOMALY_REVIEWED, detail=detail, why=note)


def reviews_since(agency_id: UUID, day: date) -> list[Review]:
    """An agency's reviews since that day, the latest first."""
    rows = Entry.objects.filter(
        agency_id=agency_id, at__gte=day_begins(day), what=ANOMALY_REVIEWED.code
    ).order_by("-pk")
    return [
        Review(
            rule=row.detail["rule"],
            actor_id=UUID(row.detail["actor"]),
            nominal_id=UUID(row.detail["nominal"]) if row.detail["nominal"] else None,
            first=row.detail["first"],
            last=row.detail["last"],
            at=row.at,
            by=row.actor_id,
            note=row.why,
        )
        for row in rows
    ]
