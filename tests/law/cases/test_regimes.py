from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.errors import BadInput
from cairn.law.cases.events import event
from cairn.law.cases.regimes import OrderEnded
from cairn.law.facts import (
    ChildHouseholdLeft,
    HomeAbsence,
    Order,
    ParentalDirection,
    PrescribedMatter,
    ReviewStep,
    TravelChanged,
)

WHERE = "f.yaml: case a: event 1"
DAY = date(2019, 3, 4)


@pytest.mark.parametrize(
    ("row", "fact"),
    [
        (
            {"kind": "order", "id": "o", "of": "shpo", "date": DAY, "until": "further-order"},
            Order(id="o", of="shpo", date=DAY, further_order=True),
        ),
        (
            {
                "kind": "order",
                "of": "voo",
                "date": DAY,
                "in_force": date(2019, 4, 1),
                "until": date(2022, 3, 3),
            },
            Order(of="voo", date=DAY, in_force=date(2019, 4, 1), until=date(2022, 3, 3)),
        ),
        ({"kind": "card", "of": "gone", "date": DAY}, PrescribedMatter(kind="card", of="gone", date=DAY)),
        ({"kind": "child-household-left", "at": "h", "date": DAY}, ChildHouseholdLeft(at="h", date=DAY)),
        ({"kind": "parental-direction", "date": DAY}, ParentalDirection(date=DAY)),
        ({"kind": "review-application", "date": DAY}, ReviewStep(step="application", date=DAY)),
        (
            {"kind": "review-determined", "date": DAY, "outcome": "refused", "further_years": 12},
            ReviewStep(step="determined", date=DAY, outcome="refused", further_years=12),
        ),
        (
            {"kind": "absent-from-home", "from": "2019-05-10T18:00", "to": "2019-05-20T18:00"},
            HomeAbsence(leaves=datetime(2019, 5, 10, 18), returns=datetime(2019, 5, 20, 18)),
        ),
        ({"kind": "travel-changed", "travel": "t", "date": DAY}, TravelChanged(about="t", date=DAY)),
    ],
)
def test_an_event_is_read_whole(row: dict[str, object], fact: object) -> None:
    assert event(row, WHERE) == fact


def test_the_end_of_an_order_waits_for_its_order() -> None:
    ended = event({"kind": "order-ended", "order": "o", "date": DAY}, WHERE)
    assert isinstance(ended, OrderEnded)
    assert (ended.order, ended.date) == ("o", DAY)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "order", "of": "asbo", "date": DAY}, "of"),
        ({"kind": "order", "of": "shpo", "date": DAY, "until": date(2019, 3, 3)}, "until"),
        ({"kind": "order", "of": "shpo", "date": DAY, "served": date(2019, 3, 3)}, "served"),
        ({"kind": "order", "of": "shpo", "date": DAY, "in_force": date(2019, 3, 3)}, "in_force"),
        ({"kind": "bank-account", "of": "obtained", "date": DAY}, "of"),
        ({"kind": "card", "of": "opened", "date": DAY}, "of"),
        ({"kind": "review-determined", "date": DAY}, "outcome"),
        ({"kind": "review-application", "date": DAY, "outcome": "refused"}, "outcome"),
        (
            {"kind": "review-determined", "date": DAY, "outcome": "refused", "further_years": 16},
            "further_years",
        ),
        ({"kind": "absent-from-home", "from": "2019-05-10T18:00", "to": "2019-05-09T18:00"}, "to"),
        ({"kind": "absent-from-home"}, "from"),
        ({"kind": "child-household-left", "date": DAY}, "at"),
        ({"kind": "travel-changed", "date": DAY}, "travel"),
    ],
)
def test_an_event_that_cannot_be_is_refused_at_its_key(row: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput, match=r"f\.yaml: case a: event 1") as refusal:
        event(row, WHERE)
    assert refusal.value.field == field
