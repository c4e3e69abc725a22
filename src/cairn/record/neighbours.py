"""What else the act that recorded a row wrote, as the rows' histories say: both bear the moment of its transaction."""

from __future__ import annotations

from typing import Any


def changed_with(row: Any, other: Any) -> bool:
    """Whether the other row was changed by the act that recorded this one (the home before, which it ended)."""
    return bool(other.past.filter(pgh_label="update", pgh_created_at__in=_recorded(row)).exists())


def came_with(row: Any, other: Any) -> bool:
    """Whether the other row was recorded by the act that recorded this one (an address told at a notification)."""
    return bool(other.past.filter(pgh_label="insert", pgh_created_at__in=_recorded(row)).exists())


def _recorded(row: Any) -> Any:
    return row.past.filter(pgh_label="insert").values("pgh_created_at")
