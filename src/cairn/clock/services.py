"""Keeping the projection true."""

from __future__ import annotations

from cairn.announcements import FactsChanged


def recompute(changed: FactsChanged) -> None:
    """Make one nominal's standing and duties anew, in the transaction of the change."""
