"""The law as this register applies it: the published statute book, and what was switched on in it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from django.db import connection

from cairn.errors import BadInput
from cairn.law.rulebook import STATUTE_BOOK, Rulebook, Switch, switched
from cairn.record.rulebook.models import RuleSwitch

_log = logging.getLogger(__name__)

# By the day from which each counts, then in the order of the decisions: of two for one figure, the one
# from the later day follows the other.
_IN_FORCE = """
    SELECT s.rule, s.since, s.jurisdiction, s.value FROM record_ruleswitch s
    WHERE s.withdraws_id IS NULL AND s.decided_at <= %(by)s
      AND NOT EXISTS (SELECT 1 FROM record_ruleswitch w WHERE w.withdraws_id = s.id AND w.decided_at <= %(by)s)
    ORDER BY s.since, s.id
"""


class Cursor(Protocol):
    """A database cursor: psycopg's own, or Django's."""

    def execute(self, query: Any, params: Any = None, /) -> Any: ...
    def fetchall(self) -> Sequence[tuple[Any, ...]]: ...


def current_book(known_at: datetime | None = None) -> Rulebook:
    """The law to apply in this transaction: one small query, and a book kept for as long as it answers so."""
    with connection.cursor() as cursor:
        return book_with(switches_in_force(cursor, known_at=known_at))


def switches_in_force(cursor: Cursor, *, known_at: datetime | None = None) -> tuple[Switch, ...]:
    """
    What the register's book differs in, withdrawn decisions left out; those to come are there.

    Parameters
        known_at: by the decisions taken up to that moment; default: by all.
    """
    cursor.execute(_IN_FORCE, {"by": known_at or "infinity"})
    return tuple(
        Switch(rule=rule, since=since, jurisdiction=jurisdiction, value=value)
        for rule, since, jurisdiction, value in cursor.fetchall()
    )


@lru_cache(maxsize=8)
def book_with(switches: tuple[Switch, ...]) -> Rulebook:
    """
    The statute book with these switches, in their order.

    A switch whose rule a later version of the book no longer holds as off (it is law there, or was dropped)
    is passed over and reported in the log: duties go on being computed. `cairn law rules` shows it.
    """
    book = STATUTE_BOOK
    for switch in switches:
        try:
            book = switched(book, [switch])
        except BadInput as refusal:
            _log.error(
                "the switch of %s from %s is passed over: %s", switch.rule, switch.since, refusal.message
            )
    return book


def decisions() -> list[RuleSwitch]:
    """Every decision, withdrawals too, the newest first, each with who decided it."""
    rows = RuleSwitch.objects.select_related("decided_by", "withdrawal", "withdraws")
    return list(rows.order_by("-id"))
