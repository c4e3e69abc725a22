"""
A past for the synthetic register: its history dated as if each fact had been written when it was told.

The load writes everything in one moment. Here what was told first (a home, a period of custody, an action
proposed) and what was told later (that it ended, was accepted, was done) become two writings, each of its day.
Only for a database marked as synthetic: nothing else ever changes history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.models import Model

from cairn.access.models import Partnership
from cairn.accounts.synthetic import mark_of
from cairn.errors import Conflict
from cairn.ledger.history.as_known import tracked_models
from cairn.ledger.log.connecting import within
from cairn.ledger.log.triggers import note_anew
from cairn.ledger.services import REGISTER_LOADED, enter_as_operator
from cairn.plan.models import Action, Plan
from cairn.record.models import (
    Address,
    Allocation,
    Conviction,
    CourtOrder,
    Disposal,
    Nominal,
    NotifiedMatter,
    TimeAway,
    Trip,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Something told later: the column that says on which day, and what each column held before."""

    on: str
    before: tuple[tuple[str, str], ...]


_FIRST: dict[type[Model], str] = {
    Partnership: "h.starts",
    Allocation: "h.starts",
    Plan: "h.agreed_on",
    Action: "h.agreed_on",
    Disposal: "(SELECT c.recorded_at FROM record_conviction c WHERE c.id = h.conviction_id)",
    NotifiedMatter: "(SELECT n.recorded_at FROM record_notification n WHERE n.id = h.notification_id)",
}
_LATER: dict[type[Model], tuple[Told, ...]] = {
    Nominal: (Told("died_on", (("died_on", "NULL"),)),),
    Address: (Told("ends", (("ends", "NULL"),)),),
    Allocation: (Told("ends", (("ends", "NULL"),)),),
    TimeAway: (Told("ended", (("ended", "NULL"),)),),
    CourtOrder: (Told("ended_on", (("ended_on", "NULL"), ("ended_how", "''"))),),
    Conviction: (Told("quashed_on", (("quashed_on", "NULL"),)),),
    Trip: (Told("cancelled_on", (("cancelled_on", "NULL"),)),),
    Action: (
        Told("accepted_on", (("state", "'proposed'"), ("accepted_on", "NULL"), ("accepted_by_id", "NULL"))),
        Told(
            "completed_on",
            (
                *(("state", "'accepted'"), ("completed_on", "NULL")),
                *(("completed_by_id", "NULL"), ("outcome", "''")),
            ),
        ),
    ),
}


def date_the_past(using: str = "owner") -> None:
    """
    Give every writing of a freshly loaded register its day, in one transaction.

    Raises
        Conflict: the database is not marked as synthetic. Nothing is touched.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        if mark_of(using) is None:
            raise Conflict("This database is not marked as synthetic, so its history is not touched.")
        for model, history in tracked_models():
            for statement in _statements(model, history):
                cursor.execute(statement)
        enter_as_operator(REGISTER_LOADED, detail={"past": "dated"}, using=using)
        note_anew(within(using))


def _statements(model: type[Model], history: type[Model]) -> list[str]:
    table = history._meta.db_table  # noqa: SLF001  Django documents it
    columns = [
        str(field.column)
        for field in history._meta.concrete_fields  # noqa: SLF001  as above
        if field.column not in {"pgh_id", "pgh_label", "pgh_created_at"}
    ]
    owner = "h.id" if model is Nominal else "h.nominal_id"
    added = f"(SELECT p.added_at FROM record_nominal p WHERE p.id = {owner})"
    own = next((f"h.{name}" for name in ("recorded_at", "added_at") if name in columns), None)
    first = f"least(greatest({_FIRST.get(model) or own or added}, {added}), now())"
    later = _LATER.get(model, ())
    return [
        f"UPDATE {table} h SET pgh_created_at = {first} WHERE h.pgh_label = 'insert'",
        *(_told(table, columns, one, later[place + 1 :]) for place, one in enumerate(later)),
        *([_untold(table, later)] if later else []),
    ]


def _told(table: str, columns: Sequence[str], told: Told, after: Sequence[Told]) -> str:
    """One more writing: this was told, and what came after it was not yet. Later that day, or if late, then."""
    values = ", ".join(_value(column, after) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    moment = f"greatest(h.{told.on} + interval '16 hours', h.pgh_created_at + interval '1 minute')"
    return (
        f"INSERT INTO {table} (pgh_label, pgh_created_at, {names}) "
        f"SELECT 'update', least({moment}, now()), {values} FROM {table} h "
        f"WHERE h.pgh_label = 'insert' AND {_has_come(told)}"
    )


def _untold(table: str, later: Sequence[Told]) -> str:
    """The first writing knew none of it, unless it was known in advance."""
    changed = dict.fromkeys(column for told in later for column, _ in told.before)
    sets = ", ".join(f'"{column}" = {_value(column, later)}' for column in changed)
    return f"UPDATE {table} h SET {sets} WHERE h.pgh_label = 'insert'"


def _value(column: str, later: Sequence[Told]) -> str:
    """What a column held before all of these were told; the first of them that touches it says."""
    undone = [
        f"WHEN {_has_come(told)} THEN {dict(told.before)[column]}"
        for told in later
        if column in dict(told.before)
    ]
    return f'CASE {" ".join(undone)} ELSE h."{column}" END' if undone else f'h."{column}"'


def _has_come(told: Told) -> str:
    return f"h.{told.on} <= current_date"
