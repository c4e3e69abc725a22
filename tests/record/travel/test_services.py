"""Journeys: told, come back from, given up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import BadInput, CairnError, Conflict
from cairn.record.travel.models import Trip
from cairn.record.travel.services import cancel_trip, record_return, record_trip
from tests.factories.access import make_user
from tests.factories.acts import TODAY, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def go(user: User, **facts: Any) -> Trip:
    known: dict[str, Any] = {
        "known_on": date(2024, 5, 1),
        "departs_on": date(2024, 7, 1),
        "returns_on": date(2024, 7, 8),
        "first_country": "France",
        "today": TODAY,
    }
    return record_trip(user, **{**known, **facts})


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"known_on": date(2024, 6, 2)}, "known_on"),
        ({"known_on": date(1970, 1, 1)}, "known_on"),
        ({"departs_on": date(2024, 4, 30)}, "known_on"),
        ({"returns_on": date(2024, 6, 30)}, "returns_on"),
        ({"first_country": " "}, "first_country"),
        ({"first_country": "x" * 61}, "first_country"),
    ],
)
def test_a_journey_lies_ahead_and_one_that_cannot_be_is_refused(facts: dict[str, Any], field: str) -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        trip = go(user, nominal_id=nominal_id, arrival_point=" Calais ")
        with pytest.raises(BadInput) as refused:
            go(user, nominal_id=nominal_id, **facts)
        assert list(Trip.objects.values_list("pk", "arrival_point")) == [(trip.pk, "Calais")]
    assert refused.value.field == field


def test_the_return_is_kept_as_it_happened() -> None:
    with acting_as(make_user()) as user:
        trip = go(user, nominal_id=make_person(user).pk, departs_on=date(2024, 5, 2), return_point="LHR")
        refusals = []
        for wrong in (date(2024, 6, 2), date(2024, 5, 1)):
            with pytest.raises(BadInput) as refused:
                record_return(user, trip_id=trip.pk, returned_on=wrong, today=TODAY)
            refusals.append(refused_at(refused.value))
        record_return(user, trip_id=trip.pk, returned_on=date(2024, 5, 9), today=TODAY)
        trip.refresh_from_db()
    assert refusals == [("BadInput", "returned_on")] * 2
    assert (trip.returns_on, trip.return_point) == (date(2024, 5, 9), "LHR")


def test_a_journey_is_given_up_once_and_only_before_it_begins() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        gone, ahead = (
            go(user, nominal_id=nominal_id, departs_on=date(2024, 5, 2)),
            go(user, nominal_id=nominal_id),
        )
        refusals: list[tuple[str, str | None]] = []
        for trip, day in ((gone, date(2024, 5, 3)), (ahead, date(2024, 4, 30)), (ahead, date(2024, 6, 2))):
            with pytest.raises(CairnError) as refused:
                cancel_trip(user, trip_id=trip.pk, cancelled_on=day, today=TODAY)
            refusals.append(refused_at(refused.value))
        cancel_trip(user, trip_id=ahead.pk, cancelled_on=date(2024, 5, 20), today=TODAY)
        with pytest.raises(Conflict):
            record_return(user, trip_id=ahead.pk, returned_on=date(2024, 5, 30), today=TODAY)
    assert refusals == [("BadInput", "cancelled_on")] * 3
