"""
What the written acknowledgement says: plain words, and no more about the person than it needs.

Source: SOA 2003 s.87 (a notification is acknowledged in writing), ss.83-86 and s.91; SI 2012/1876.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cairn.documents.setting import typesetting
from cairn.law.answers import Duty

_TEMPLATE = Path(__file__).with_name("acknowledgement.typ")
_LOCAL = ZoneInfo("Europe/London")

TITLE = "Acknowledgement of notification"
STATEMENT = (
    "This is the written acknowledgement that section 87 of the Sexual Offences Act 2003 requires the "
    "police to give for the notification below. Keep it. If anything on it is wrong, say so before you leave."
)
# Whoever is handed it keeps it; for the police the marking's own instruction stands on every page.
HANDLING = "Given to the person it is about. Personal: keep it safe."
NOTHING_DUE = (
    "No further notification is due on what the police know today. "
    "You must still report the things below as they happen."
)
AT_ANY_TIME = (
    (
        "Within 3 days, counting the day it happens: a new name, a change of home address, 7 days at another "
        "address, 12 hours in a household where a child lives or stays, a change to your bank accounts, cards, "
        "passports or identity documents, and your release from custody or hospital."
    ),
    "At least 7 days before you leave the United Kingdom: where you are going, and when.",
    (
        "Failing to notify without a reasonable excuse, or notifying what you know to be false, is an offence "
        "with up to 5 years' imprisonment (section 91)."
    ),
)

CHANGES = {
    "home-address": "change of home address",
    "name": "a name not notified before",
    "stay": "an address where you stayed 7 days or more",
    "release": "your release",
    "child-household": "a household where a child lives or stays",
    "did-not-happen": "a change that you expected and that did not happen",
    "financial": "bank accounts and cards",
    "identity-document": "passports and identity documents",
}
_MATTERS = {
    "initial": "First notification, with all the information that section 83(5) asks for",
    "periodic": "Periodic notification: all the information that section 83(5) asks for, given again",
    "travel": "A journey outside the United Kingdom",
    "return": "Your return to the United Kingdom",
}
_DUE = {
    "initial": "Your first notification",
    "periodic": "Notify again, even if nothing has changed",
    "travel": "Tell the police about your journey",
    "return": "Tell the police that you have returned",
}


@dataclass(frozen=True)
class Acknowledgement:
    """The page's words, ready to set."""

    issuer: str
    marking: str
    reference: str
    attendance: tuple[tuple[str, str], ...]
    notified: tuple[str, ...]
    due: tuple[tuple[str, str], ...]
    signatures: tuple[str, ...]
    title: str = TITLE
    handling: str = HANDLING
    statement: str = STATEMENT
    nothing_due: str = NOTHING_DUE
    at_any_time: tuple[str, ...] = AT_ANY_TIME


def in_words(day: date) -> str:
    """Tuesday 24 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def when_given(at: datetime) -> str:
    """Tuesday 24 November 2026 at 10:42, local time."""
    local = at.astimezone(_LOCAL)
    return f"{in_words(local.date())} at {local:%H:%M}"


def notified(of: str, about: str, expected_on: date | None) -> str:
    """One matter, in words that say what was notified without repeating it."""
    if of != "change":
        return _MATTERS[of]
    text = f"Change: {CHANGES.get(about, about.replace('-', ' ') or 'details')}"
    return f"{text}, expected on {in_words(expected_on)}" if expected_on else text


def due_next(duties: Sequence[Duty]) -> tuple[tuple[str, str], ...]:
    """What the person owes now and next, earliest first: what, and by when."""
    owed = [duty for duty in duties if duty.owed_by == "offender" and duty.state in {"open", "overdue"}]
    owed.sort(key=lambda duty: duty.due or date.max)
    return tuple((_what(duty), _by_when(duty)) for duty in owed)


def _what(duty: Duty) -> str:
    if duty.kind == "change":
        return f"Still to notify: {CHANGES.get(duty.of or '', 'a change')}"
    return _DUE[duty.kind]


def _by_when(duty: Duty) -> str:
    if duty.due is None:
        return "As soon as you can"
    if duty.state == "overdue":
        return (
            f"This was due by {in_words(duty.due)} and is late. Do it today, in person at a police station."
        )
    return f"By {in_words(duty.due)} at the latest, in person at a police station on your area's list."


def typeset(content: Acknowledgement) -> bytes:
    """
    The page as PDF/UA-1: see `cairn.documents.setting.typesetting`.

    Raises:
        typst.TypstError: the template is at fault; nothing was issued.
    """
    return typesetting.typeset(_TEMPLATE, content)
