"""
Which sessions were ended by a deed, not by time: what pages of theirs still hold is then void.

A session has a mark of its own, which its pages carry in their signed notes. Signing out, or having one's
sessions ended, writes the mark down for a day, as long as a note lives. Time running out does not: then the
words typed at the counter are still saved (cairn.web.wizard).

Source: OWASP ASVS 5.0 7.4.1.
"""

from __future__ import annotations

import secrets

from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache

_MARK = "mark"
# How long a page's note is good, and so how long a mark is written down.
NOTE_SECONDS = 24 * 3600


def mark_of(session: SessionBase) -> str:
    """The session's mark; it stays when the session's key is renewed."""
    mark: str = session.setdefault(_MARK, secrets.token_urlsafe(16))
    return mark


def leave(session: SessionBase) -> None:
    """Write down that this session was ended by a deed."""
    if _MARK in session:
        cache.set(f"left-{session[_MARK]}", 1, NOTE_SECONDS)


def was_left(mark: str) -> bool:
    """Whether the session of this mark was ended by a deed."""
    return bool(mark) and cache.get(f"left-{mark}") is not None
