"""Who asks, for as long as it is being answered: set at the door; for entries and for the log. Needs no models."""

from __future__ import annotations

from contextvars import ContextVar

# The id of the request (or command) being served.
current_request: ContextVar[str] = ContextVar("current_request", default="")
# The id of the user whose request it is; empty for a stranger's, and in commands.
current_user_id: ContextVar[str] = ContextVar("current_user_id", default="")

# The same, kept with the request itself, for what is logged after it was answered.
ASKED, ASKED_BY = "cairn.request", "cairn.user"
