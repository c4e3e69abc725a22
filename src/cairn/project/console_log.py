"""
What the processes say on their console: one line, or one JSON object, an event; and nothing personal.

A path is replaced by the name of its page, and an error is told by its kind and place: its own words may quote a
row. Only errors about machines, and Cairn's own refusals, which name nobody, keep theirs.

Source: OWASP ASVS 5.0 16.2.1-16.2.5.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.http import HttpRequest

from cairn.errors import CairnError
from cairn.ledger.request_context import ASKED, ASKED_BY, current_request, current_user_id

_MAY_SPEAK = (OSError, OperationalError, ImportError, ImproperlyConfigured, CairnError)
_DEEPEST = 8


def told(record: logging.LogRecord) -> dict[str, Any]:
    """
    An event as both forms show it: when (UTC), how grave, by whom, what; in which request and by which user.

    The user is an id, never a name. What does not apply is left out.
    """
    given = getattr(record, "request", None)
    request = given if isinstance(given, HttpRequest) else None
    asked = request.META if request else {}
    page = _page(request) if request else ""
    found = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record, request.path if request else "", page),
        "request": current_request.get() or asked.get(ASKED),
        "user": current_user_id.get() or asked.get(ASKED_BY),
        "page": page,
        "status": getattr(record, "status_code", None),
    }
    if record.exc_info and record.exc_info[1] is not None:
        found["error"] = _error(record.exc_info[1])
    return {name: value for name, value in found.items() if value}


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.view_name) if match else "no page of ours"


def _message(record: logging.LogRecord, path: str, page: str) -> str:
    if not path or not isinstance(record.args, tuple):
        return record.getMessage()
    escaped = path.encode("unicode_escape").decode("ascii")
    args = tuple(page if argument in {path, escaped} else argument for argument in record.args)
    return str(record.msg) % args if args else str(record.msg)


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    found: dict[str, Any] = {
        "kind": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, _MAY_SPEAK):
        found["says"] = str(error)
    return found


class Json(logging.Formatter):
    """One JSON object an event."""

    def format(self, record: logging.LogRecord) -> str:
        """The event, on one line."""
        return json.dumps(told(record), ensure_ascii=False, default=str)


class Line(logging.Formatter):
    """One line an event, for people to read."""

    def format(self, record: logging.LogRecord) -> str:
        """When, how grave, by whom and what; then whatever else is known, by its name."""
        event = told(record)
        first = " ".join(str(event.pop(name)) for name in ("at", "level", "logger"))
        said = event.pop("message", "").replace("\n", " ").replace("\r", " ")
        rest = " ".join(f"{name}={json.dumps(value, default=str)}" for name, value in event.items())
        return f"{first} {said} {rest}".rstrip()
