"""Homes follow one another; stays and nights with children are kept as told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import BadInput, CairnError
from cairn.record.addresses.models import Address, HouseholdStay, Stay
from cairn.record.addresses.queries import addresses_of
from cairn.record.addresses.services import record_address, record_household_stay, record_stay
from tests.factories.access import make_user
from tests.factories.acts import TODAY, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def live(user: User, nominal_id: object, **facts: Any) -> Address:
    known: dict[str, Any] = {
        "kind": "home",
        "lines": "1 High Street",
        "starts": date(2020, 1, 1),
        "today": TODAY,
    }
    return record_address(user, nominal_id=nominal_id, **{**known, **facts})  # type: ignore[arg-type]


def test_a_new_home_or_none_ends_the_one_before_on_that_day() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        live(user, nominal.pk)
        live(user, nominal.pk, kind="other", lines="Sister's", starts=date(2020, 2, 1))
        live(user, nominal.pk, kind="no-fixed-abode", lines="The station", starts=date(2021, 1, 1))
        live(user, nominal.pk, starts=date(2022, 1, 1), postcode="sw1a2aa", uprn="10033544614", child="yes")
        found = [(row.kind, row.starts.year, row.ends) for row in addresses_of(nominal.pk)]
        latest = Address.objects.get(starts=date(2022, 1, 1))
    assert found == [
        ("home", 2022, None),
        ("no-fixed-abode", 2021, date(2022, 1, 1)),
        ("other", 2020, None),
        ("home", 2020, date(2021, 1, 1)),
    ]
    assert (latest.postcode, latest.uprn, latest.child) == ("SW1A 2AA", "10033544614", "yes")


def test_a_home_recorded_late_ends_where_the_next_began() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        live(user, nominal.pk, starts=date(2022, 1, 1))
        late = live(user, nominal.pk, starts=date(2019, 1, 1))
        between = live(user, nominal.pk, starts=date(2021, 1, 1), kind="other")
        assert late.ends == date(2022, 1, 1)
        assert between.ends is None


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": "castle"}, ("BadInput", "kind")),
        ({"lines": " \n "}, ("BadInput", "lines")),
        ({"lines": "x" * 301}, ("BadInput", "lines")),
        ({"postcode": "NOT ONE"}, ("BadInput", "postcode")),
        ({"uprn": "12a"}, ("BadInput", "uprn")),
        ({"child": "perhaps"}, ("BadInput", "child")),
        ({"starts": date(2024, 6, 2)}, ("BadInput", "starts")),
        ({"starts": date(1970, 6, 2)}, ("BadInput", "starts")),
        ({"ends": date(2022, 12, 31)}, ("BadInput", "ends")),
        ({"starts": date(2020, 1, 1)}, ("Conflict", "starts")),
        ({"starts": date(2020, 5, 1)}, ("Conflict", "starts")),
        ({"starts": date(2019, 5, 1), "ends": date(2020, 1, 2)}, ("Conflict", "ends")),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, Any], refusal: tuple[str, str]) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        live(user, nominal.pk, ends=date(2021, 1, 1))
        with pytest.raises(CairnError) as refused:
            live(user, nominal.pk, **{"starts": date(2023, 1, 1), **facts})
        assert refused_at(refused.value) == refusal
        assert Address.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"premises": ""}, "premises"),
        ({"first_day": date(2024, 6, 2)}, "first_day"),
        ({"last_day": date(2024, 4, 30)}, "last_day"),
        ({"last_day": date(2024, 6, 2)}, "last_day"),
    ],
)
def test_a_stay_is_kept_and_one_that_cannot_be_is_not(facts: dict[str, Any], field: str) -> None:
    with acting_as(make_user()) as user:
        one: dict[str, Any] = {
            "nominal_id": make_person(user).pk,
            "first_day": date(2024, 5, 1),
            "today": TODAY,
        }
        stay = record_stay(user, premises=" Room  2 ", last_day=date(2024, 5, 7), **one)
        with pytest.raises(BadInput) as refused:
            record_stay(user, **{"premises": "Room 2", **one, **facts})
        assert list(Stay.objects.values_list("pk", "premises")) == [(stay.pk, "Room 2")]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"premises": ""}, "premises"),
        ({"arrived": datetime(2024, 5, 1, 18)}, "arrived"),
        ({"arrived": datetime(2024, 6, 1, 23, 30, tzinfo=UTC)}, "arrived"),  # 2 June in London
        ({"left": datetime(2024, 5, 1, 18, tzinfo=UTC)}, "left"),
    ],
)
def test_a_stay_with_a_child_needs_times_with_a_zone(facts: dict[str, Any], field: str) -> None:
    with acting_as(make_user()) as user:
        one: dict[str, Any] = {
            "nominal_id": make_person(user).pk,
            "premises": "Flat 3",
            "arrived": datetime(2024, 5, 1, 18, tzinfo=UTC),
            "today": TODAY,
        }
        record_household_stay(user, **one)
        with pytest.raises(BadInput) as refused:
            record_household_stay(user, **{**one, **facts})
        assert HouseholdStay.objects.count() == 1
    assert refused.value.field == field
