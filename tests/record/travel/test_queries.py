from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.record.travel.queries import trips_of
from cairn.record.travel.services import record_trip
from tests.factories.access import make_user
from tests.factories.acts import TODAY
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_journeys_of_one_person_come_with_the_latest_departure_first() -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        first, second, _ = (
            record_trip(
                user,
                nominal_id=who.pk,
                known_on=date(2020, 1, 1),
                departs_on=date(year, 7, 1),
                returns_on=None,
                first_country="France",
                today=TODAY,
            )
            for who, year in ((nominal, 2021), (nominal, 2022), (other, 2023))
        )
        assert trips_of(nominal.pk) == [second, first]
