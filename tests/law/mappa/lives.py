"""People for the tests of MAPPA: one conviction and what the court did."""

from __future__ import annotations

from datetime import date

from cairn.law.facts import Conviction, Disposal, Person, Term

CONVICTED = date(2018, 9, 3)
WOUNDING = "Offences against the Person Act 1861 s.18"


def somebody(offence: str, *disposals: Disposal, on: date = CONVICTED, **more: object) -> Person:
    convictions = (Conviction(id="a", date=on, offence=offence, disposals=disposals, **more),)
    return Person(born=date(1980, 5, 1), convictions=convictions)


def prison(months: int, kind: str = "imprisonment", **more: object) -> Disposal:
    return Disposal(kind=kind, term=Term(months=months), **more)
