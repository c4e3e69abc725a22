"""Days. The wall clock is read here and nowhere else, and only for the doors and services' edge."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The day it is now in the United Kingdom."""
    return datetime.now(_LONDON).date()
