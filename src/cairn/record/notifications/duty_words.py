"""How a worklist names what the law says is owed: one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cairn.law.answers import SOA_PART_2, Duty
from cairn.law.facts import Person

_WHAT = {
    "initial": "Initial notification",
    "travel": "Notification of foreign travel",
    "return": "Notification of return to the United Kingdom",
    "travel-change": "Change of a notified journey",
    "absence": "Notification of absence from home",
    "absence-return": "Return home on another day than notified",
    "review-acknowledgement": "Acknowledge the application for review",
    "review-answer": "Answer from a responsible body on the review",
    "review-decision": "Decide the review of the indefinite requirement",
    "review-appeal": "May appeal against the review",
}
CHANGES = {
    "home-address": "Change of home address",
    "name": "Use of a new name",
    "stay": "Stay at other premises",
    "release": "Release from custody",
    "child-household": "Stay in a household with a child",
    "child-household-left": "Leaving a household with a child",
    "bank-account": "Change of a bank or credit card account",
    "card": "Change of a bank or credit card",
    "identity-document": "Change of a passport or identity document",
    "did-not-happen": "A notified change that did not happen",
}
# What has to be done, and nothing of the facts that brought it about.
KINDS: Mapping[str, str] = {
    **_WHAT,
    "change": "Notification of a change",
    "periodic": "Periodic notification",
}


def duty_words(duty: Duty, person: Person) -> str:
    """What is owed, in the words of the counter; a scheme other than Part 2 is named."""
    what = _what(duty, person)
    return what if duty.regime == SOA_PART_2 else f"{what} ({duty.regime.replace('-', ' ')})"


def _what(duty: Duty, person: Person) -> str:
    if duty.kind == "change":
        return CHANGES.get(duty.of or "", "Change of notified details")
    if duty.kind == "periodic":
        return (
            "Weekly notification (no fixed abode)" if _no_abode(person, duty.arose) else "Annual notification"
        )
    return _WHAT[duty.kind]


def _no_abode(person: Person, on: date) -> bool:
    last_home = max((home.date for home in person.addresses if home.date <= on), default=None)
    last_none = max((none.date for none in person.no_fixed_abode if none.date <= on), default=None)
    return last_none is not None and (last_home is None or last_home < last_none)
