"""Which subjects have a web side of their own. The others are shown and asked by default."""

from __future__ import annotations

from cairn.subjects.declaration import Subject
from cairn.web.subjects import (
    actions,
    addresses,
    convictions,
    identifiers,
    levels,
    names,
    orders,
    photographs,
    risk,
    times_away,
    visits,
)
from cairn.web.subjects.declaration import WebSubject, plain

# One line for each module in this folder.
OWN: tuple[WebSubject, ...] = (
    names.WEB,
    identifiers.WEB,
    photographs.WEB,
    addresses.WEB,
    orders.WEB,
    convictions.WEB,
    convictions.WEB_SENTENCE,
    times_away.WEB,
    visits.WEB,
    risk.WEB,
    levels.WEB,
    actions.WEB,
)


def web_subject(subject: Subject) -> WebSubject:
    """The web side of a subject: its own, or the default."""
    return next((each for each in OWN if each.subject is subject), plain(subject))
