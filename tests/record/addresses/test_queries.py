from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cairn.accounts.database_user import acting_as
from cairn.record.addresses.queries import addresses_of, current_home, household_stays_of, stays_of
from cairn.record.addresses.services import record_address, record_household_stay, record_stay
from tests.factories.access import make_user
from tests.factories.acts import TODAY
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_the_home_of_a_day_is_the_one_that_had_begun_and_not_ended() -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        homes = [
            record_address(user, nominal_id=who, kind=kind, lines="Here", starts=starts, today=TODAY)
            for who, kind, starts in (
                (nominal.pk, "home", date(2020, 1, 1)),
                (nominal.pk, "other", date(2020, 6, 1)),
                (nominal.pk, "no-fixed-abode", date(2021, 1, 1)),
                (other.pk, "home", date(2019, 1, 1)),
            )
        ]
        first, elsewhere, none, _ = homes
        assert addresses_of(nominal.pk) == [none, elsewhere, first]
        assert current_home(nominal.pk, as_at=date(2019, 12, 31)) is None
        assert current_home(nominal.pk, as_at=date(2020, 12, 31)) == first
        assert current_home(nominal.pk, as_at=date(2021, 1, 1)) == none


def test_stays_come_newest_first() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        old, new = (
            record_stay(user, nominal_id=nominal.pk, premises="Room", first_day=date(year, 1, 1), today=TODAY)
            for year in (2020, 2021)
        )
        early, late = (
            record_household_stay(
                user,
                nominal_id=nominal.pk,
                premises="Flat",
                arrived=datetime(year, 1, 1, tzinfo=UTC),
                today=TODAY,
            )
            for year in (2020, 2021)
        )
        assert stays_of(nominal.pk) == [new, old]
        assert household_stays_of(nominal.pk) == [late, early]
