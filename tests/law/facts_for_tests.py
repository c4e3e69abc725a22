"""Short ways to write facts in these tests."""

from __future__ import annotations

from datetime import date

from cairn.law.facts import ENGLAND_AND_WALES, Conviction, Disposal, Notification, Order, Person, Term
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.view import View, look
from cairn.law.rulebook import rule_set
from cairn.law.sister_schemes.scheme import Running

BORN = date(1980, 5, 1)
CONVICTED = date(2018, 9, 3)
RULES = rule_set()


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


def under(of: str, on: date, until: date | None = None, **more: object) -> Order:
    """An order made on a day; until further order where no last day is given."""
    return Order(**{"id": "o", "of": of, "date": on, "until": until, "further_order": until is None, **more})


def seen(person: Person, day: date, jurisdiction: str = ENGLAND_AND_WALES) -> View:
    return look(person, day, rule_set(jurisdiction))


def running(person: Person, day: date) -> Running:
    """A person as the sister schemes are asked about them."""
    rules, horizon = rule_set(person.jurisdiction), Horizon(day)
    view = look(person, day, rules, horizon)
    return Running(person=person, as_at=day, horizon=horizon, rules=rules, part_2=view.registered)
