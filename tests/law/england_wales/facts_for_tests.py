"""Short ways to write facts in these tests."""

from __future__ import annotations

from datetime import date

from cairn.law.england_wales.view import View, look
from cairn.law.facts import Conviction, Disposal, Notification, Person, Term

BORN = date(1980, 5, 1)
CONVICTED = date(2018, 9, 3)


def imprisoned(months: int, kind: str = "imprisonment", **more: object) -> Disposal:
    return Disposal(kind=kind, term=Term(months=months), **more)


def convicted(*disposals: Disposal, **more: object) -> Conviction:
    return Conviction(
        **{"id": "a", "date": CONVICTED, "offence": "SOA 2003 s.9", "disposals": disposals, **more}
    )


def registered(*notified: Notification, **more: object) -> Person:
    """Fined on 3 September 2018, notified the day after."""
    first = Notification(id="n", date=date(2018, 9, 4), of="initial")
    return Person(
        **{
            "born": BORN,
            "convictions": (convicted(Disposal(kind="fine")),),
            "notifications": (first, *notified),
            **more,
        }
    )


def seen(person: Person, day: date) -> View:
    return look(person, day)
