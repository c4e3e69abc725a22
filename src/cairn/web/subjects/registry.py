"""Which subjects have a web side of their own. The others are shown and asked by default."""

from __future__ import annotations

from cairn.subjects.declaration import Subject
from cairn.web.subjects import (
    actions,
    addresses,
    allocation,
    convictions,
    deaths,
    disclosures,
    financial,
    identifiers,
    level_one,
    levels,
    matters,
    names,
    notifications,
    orders,
    person,
    photographs,
    plans,
    referrals,
    releases,
    risk,
    times_away,
    visits,
)
from cairn.web.subjects.declaration import WebSubject, plain

# One line for each module in this folder.
OWN: tuple[WebSubject, ...] = (
    person.WEB,
    deaths.WEB,
    names.WEB,
    identifiers.WEB,
    photographs.WEB,
    addresses.WEB,
    orders.WEB,
    convictions.WEB,
    convictions.WEB_SENTENCE,
    times_away.WEB,
    notifications.WEB,
    matters.WEB,
    financial.WEB,
    allocation.WEB,
    disclosures.WEB,
    visits.WEB,
    risk.WEB,
    levels.WEB,
    referrals.WEB,
    level_one.WEB,
    releases.WEB,
    plans.WEB,
    actions.WEB,
)
_BY_SUBJECT = {each.subject: each for each in OWN}


def web_subject(subject: Subject) -> WebSubject:
    """The web side of a subject: its own, or the default."""
    return _BY_SUBJECT.get(subject) or plain(subject)
