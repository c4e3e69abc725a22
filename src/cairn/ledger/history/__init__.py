"""Every row's past, and the register as it was known at a moment."""

from cairn.ledger.history.tracking import History, track_history

__all__ = ["History", "track_history"]
