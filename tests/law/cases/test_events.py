from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.cases.events import event
from cairn.law.facts import Conviction, Disposal, Overlap, Term, Travel

WHERE = "f.yaml: case a: event 1"


def test_a_conviction_is_read_whole() -> None:
    row = {
        "date": date(2015, 3, 1),
        "kind": "conviction",
        "id": "b",
        "offence": "SOA 2003 s.9",
        "victim_age": 15,
        "disposals": [{"kind": "imprisonment", "years": 2, "overlap": {"with": "a", "months": 4}}],
    }
    assert event(row, WHERE) == Conviction(
        id="b",
        date=date(2015, 3, 1),
        offence="SOA 2003 s.9",
        victim_age=15,
        disposals=(
            Disposal(
                kind="imprisonment", term=Term(years=2), overlap=Overlap(with_id="a", term=Term(months=4))
            ),
        ),
    )


def test_a_fact_of_the_offence_is_told_apart_from_one_not_known() -> None:
    facts = ("sexual_gratification", "all_willing", "parental_household")
    for key in facts:
        assert [
            getattr(event({**CONVICTED, **row}, WHERE), key) for row in ({}, {key: False}, {key: True})
        ] == [
            None,
            False,
            True,
        ]


def test_what_a_scottish_court_determined_is_read_with_the_disposal() -> None:
    fine = {"kind": "fine", "part_2_applied": True, "sexual_aspect": True}
    read = event({**CONVICTED, "disposals": [fine]}, WHERE)
    assert isinstance(read, Conviction)
    assert read.disposals == (Disposal(kind="fine", part_2_applied=True, sexual_aspect=True),)


def test_a_journey_is_read_whole() -> None:
    row = {"kind": "travel", "id": "t", "departs": date(2019, 7, 1), "returns": date(2019, 7, 8)}
    assert event(row, WHERE) == Travel(id="t", departs=date(2019, 7, 1), returns=date(2019, 7, 8))


CONVICTED = {"date": date(2015, 3, 1), "kind": "conviction", "offence": "SOA 2003 s.9"}
DAY = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "convicted"}, "kind"),
        ({"date": DAY}, "kind"),
        ({"kind": "name"}, "date"),
        ({"kind": "conviction", "date": DAY}, "offence"),
        ({**CONVICTED, "of": "ngri"}, "of"),
        ({**CONVICTED, "kind": "finding"}, "of"),
        ({**CONVICTED, "kind": "caution", "disposals": [{"kind": "fine"}]}, "disposals"),
        ({**CONVICTED, "disposals": [{"kind": "prison"}]}, "kind"),
        ({**CONVICTED, "given_in": "scotland"}, "given_in"),
        ({**CONVICTED, "kind": "caution", "given_in": "jersey"}, "given_in"),
        ({**CONVICTED, "disposals": [{"kind": "imprisonment", "month": 3}]}, "month"),
        ({**CONVICTED, "disposals": [{"kind": "fine", "extension": {"months": 3}}]}, "extension"),
        ({"kind": "custody", "from": DAY, "to": date(2018, 12, 31)}, "to"),
        ({"kind": "stay", "at": "p", "from": DAY, "to": date(2018, 12, 31)}, "to"),
        ({"kind": "child-household", "from": "2019-07-06T18:00", "to": "2019-07-06T17:00"}, "to"),
        ({"kind": "travel", "departs": DAY, "returns": date(2018, 12, 31)}, "returns"),
        ({"kind": "notification", "date": DAY, "of": "annual"}, "of"),
        ({"kind": "address", "date": DAY, "of": "work"}, "of"),
    ],
)
def test_an_event_that_cannot_be_is_refused_at_its_key(row: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput, match=r"f\.yaml: case a: event 1") as refusal:
        event(row, WHERE)
    assert refusal.value.field == field
