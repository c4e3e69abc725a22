"""What became of messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from cairn.accounts.messages.models import Message, Outcome


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many wait (since when, and after which failures), and how many ended in which way."""

    waiting: int
    oldest: datetime | None
    failures: tuple[str, ...]
    sent: int
    no_address: int
    given_up: int


def outbox(*, using: str = "owner") -> Outbox:
    """The whole of the outbox, for the operator, as the owner of the tables."""
    rows = Message.objects.using(using)
    counts = dict(rows.values_list("outcome").annotate(Count("id")))
    waiting = rows.filter(outcome="")
    return Outbox(
        waiting=counts.get("", 0),
        oldest=waiting.aggregate(first=Min("made_at"))["first"],
        failures=tuple(
            waiting.exclude(failure="").order_by("failure").values_list("failure", flat=True).distinct()
        ),
        sent=counts.get(Outcome.SENT, 0),
        no_address=counts.get(Outcome.NO_ADDRESS, 0),
        given_up=counts.get(Outcome.GIVEN_UP, 0),
    )
