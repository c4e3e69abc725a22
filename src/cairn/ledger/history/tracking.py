"""
Every row's past, kept by database triggers: `@track_history` on a model is all it takes.

A history row holds the fact as it was written, when (`pgh_created_at`) and by whom (`pgh_by`, taken
by the database from the transaction's user). Correcting a fact keeps the error. The application role
may add to history and read it, never change it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=type[models.Model])


class History(pghistory.models.Event):
    """A past state of a row, and who wrote it."""

    pgh_by = models.UUIDField(
        null=True, db_default=RawSQL("nullif(current_setting('cairn.user_id', true), '')::uuid", ())
    )

    class Meta:
        abstract = True


def track_history(**options: Any) -> Callable[[M], M]:
    """
    Keep every past state of a model's rows.

    Statement-level triggers: a bulk load pays for one insert, not one a row.
    """
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(level=pgtrigger.Statement),
        pghistory.UpdateEvent(level=pgtrigger.Statement),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
        base_model=History,
        context_field=None,  # type: ignore[arg-type]  # allowed by the library; its hint is too narrow
        obj_field=pghistory.ObjForeignKey(related_name="past"),
        **options,
    )
    return track
