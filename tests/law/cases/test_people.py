from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.cases.fields import Fields
from cairn.law.cases.people import person
from cairn.law.facts import Person

CONVICTED = {"kind": "conviction", "id": "a", "date": date(2015, 3, 1), "offence": "SOA 2003 s.9"}


def read(*events: object) -> Person:
    row = {"person": {"born": date(1980, 5, 1)}, "events": list(events)}
    return person(Fields(row, "f", ("person", "events")), "england-and-wales", "f: case x")


def test_events_of_every_order_fall_into_their_places() -> None:
    somebody = read(
        {"kind": "name", "date": date(2019, 1, 1)}, CONVICTED, {"kind": "custody", "from": date(2015, 3, 1)}
    )
    assert (len(somebody.names), len(somebody.convictions), len(somebody.away)) == (1, 1, 1)
    assert somebody.born == date(1980, 5, 1)


def test_a_quashed_conviction_carries_the_day() -> None:
    somebody = read({"kind": "conviction-quashed", "date": date(2016, 1, 15), "conviction": "a"}, CONVICTED)
    assert somebody.convictions[0].quashed_on == date(2016, 1, 15)


@pytest.mark.parametrize(
    ("events", "field"),
    [
        ([CONVICTED, CONVICTED], "id"),
        ([{"kind": "name", "date": date(1979, 1, 1)}], "date"),
        ([{"kind": "child-household", "from": "1979-07-06T18:00"}], "start"),
        (
            [CONVICTED, {"kind": "conviction-quashed", "date": date(2016, 1, 1), "conviction": "z"}],
            "conviction",
        ),
        ([{**CONVICTED, "disposals": [{"kind": "ipp", "consecutive_to": "z"}]}], "consecutive_to"),
        ([{**CONVICTED, "disposals": [{"kind": "ipp", "consecutive_to": "a"}]}], "consecutive_to"),
        ([{**CONVICTED, "disposals": [{"kind": "ipp", "overlap": {"with": "z", "months": 1}}]}], "overlap"),
        ([{"kind": "notification", "of": "travel", "date": date(2019, 1, 1), "about": "t"}], "about"),
    ],
)
def test_events_that_contradict_each_other_are_refused(events: list[object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(*events)
    assert refusal.value.field == field
