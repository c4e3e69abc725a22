"""The facts that a notification brought: one recorded for the wrong person can be withdrawn with all of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from cairn.access.models import Repetition
from cairn.record.neighbours import came_with
from cairn.record.notifications.models import Notification
from cairn.subjects.registry import by_table


def facts_brought(notification: Notification) -> Iterator[Model]:
    """
    Facts recorded with it that are still on record, as far as the user sees them.

    Not those that were on record before and that it only changed, such as an account that was closed.
    """
    said = Repetition.objects.filter(said_in="record_notification", said_row=notification.pk)
    tables = by_table()
    for kept_in, row_id in said.order_by("kept_in", "row_id").values_list("kept_in", "row_id"):
        row = tables[kept_in].model._default_manager.filter(pk=row_id).first()  # noqa: SLF001  Django's own API
        if row is not None and came_with(notification, row):
            yield row
