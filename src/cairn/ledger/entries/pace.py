"""
How fast one user reads: asked of their own entries before another look, and kept nowhere.

It stops a bulk of looks while it goes on; that is integrity and security of the data. Nothing is added up
about anybody (Data Protection Act 2018 s.62(4)): of the hour, only whether it is full is known, and only then.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Now

from cairn.errors import TooMany
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act, declare

SEARCHED = declare("search", Act.CONSULTATION, "Searched for a person")

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
# Of a full window, so many entries are read at the most.
_DEEPEST = 10_000


def within_pace_of_records(actor_id: UUID, nominal_id: UUID, *, most: int) -> None:
    """
    Refuse one record more than `most` different ones in an hour; a record already in hand stays open.

    Worth asking only of whoever has made as many entries in the last hour (cairn.ledger.entries.looks).

    Parameters
        most: 0 is no limit.

    Raises
        TooMany: say what to do.
    """
    if most == 0:
        return
    seen = set(_recent(actor_id, _HOUR).filter(nominal_id__isnull=False).values_list("nominal_id", flat=True))
    if nominal_id not in seen and len(seen) >= most:
        raise TooMany(
            f"You have opened {most} different people's records within an hour, which is the "
            "limit. You can still open those, and your worklist. Wait a few minutes before you open another. If you "
            "need a higher limit, ask your supervisor to contact the people who run Cairn.",
            wait=600,
        )


def within_pace_of_searches(actor_id: UUID, *, most: int) -> None:
    """
    Refuse one search more than `most` in a minute.

    Parameters
        most: 0 is no limit.

    Raises
        TooMany: say what to do.
    """
    if most == 0 or not _busy(actor_id, most, _MINUTE):
        return
    if _recent(actor_id, _MINUTE).filter(what=SEARCHED.code).count() >= most:
        raise TooMany(
            f"You have searched {most} times within a minute. Wait a minute and try again.", wait=60
        )


def _busy(actor_id: UUID, most: int, span: timedelta) -> bool:
    """Whether the user's entry of `most` entries ago is that young: without it there is nothing to count."""
    young = ExpressionWrapper(Q(at__gt=Now() - span), BooleanField())
    own = Entry.objects.filter(actor_id=actor_id).order_by("-pk").values_list(young, flat=True)
    return own[most - 1 : most].first() is True


def _recent(actor_id: UUID, span: timedelta) -> QuerySet[Entry]:
    newest = Entry.objects.filter(actor_id=actor_id).order_by("-pk")[:_DEEPEST]
    return Entry.objects.filter(pk__in=newest.values("pk"), at__gt=Now() - span, act=Act.CONSULTATION)
