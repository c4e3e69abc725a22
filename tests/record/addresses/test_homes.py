"""A corrected or withdrawn home takes the one before it along: no gap, no day with two homes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import Conflict
from cairn.record.addresses.models import Address
from cairn.record.addresses.services import record_address
from cairn.record.addresses.subject import ADDRESS
from cairn.record.amendments.models import Amendment
from cairn.record.amendments.services import correct, withdraw
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TYPED = {"ground": "typing", "why": "The day was misread."}
FIRST, SECOND, THIRD = date(2020, 1, 6), date(2021, 1, 4), date(2022, 1, 3)


def homes(user: User, *days: date) -> list[Address]:
    nominal = make_person(user)
    return [
        record_address(user, nominal_id=nominal.pk, kind="home", lines=f"{number} Fell Row", starts=day)
        for number, day in enumerate(days, start=1)
    ]


def on_record() -> list[tuple[date, date | None]]:
    return list(Address.objects.order_by("starts").values_list("starts", "ends"))


@pytest.mark.parametrize("moved", [date(2020, 12, 1), date(2021, 2, 1)])
def test_a_corrected_first_day_moves_the_end_of_the_home_before(moved: date) -> None:
    with acting_as(make_user()) as user:
        first, second, _ = homes(user, FIRST, SECOND, THIRD)
        correct(user, ADDRESS, row_id=second.pk, values={"starts": moved}, **TYPED)
        assert on_record() == [(FIRST, moved), (moved, THIRD), (THIRD, None)]
        said = Amendment.objects.values_list("row_id", "fields", "why")
        assert set(map(str, said)) == {
            str((second.pk, ["starts"], TYPED["why"])),
            str((first.pk, ["ends"], TYPED["why"])),
        }


@pytest.mark.parametrize(
    ("values", "about", "field"),
    [
        ({"starts": date(2019, 1, 1)}, 0, "ends"),
        ({"starts": FIRST}, 0, "starts"),
        ({"ends": date(2022, 2, 1)}, 2, "ends"),
    ],
)
def test_a_correction_that_covers_another_home_names_that_one(
    values: dict[str, Any], about: int, field: str
) -> None:
    with acting_as(make_user()) as user:
        rows = homes(user, FIRST, SECOND, THIRD)
        with pytest.raises(Conflict) as refused:
            correct(user, ADDRESS, row_id=rows[1].pk, values=values, **TYPED)
        assert (refused.value.about, refused.value.field) == (("record_address", rows[about].pk), field)
        assert on_record() == [(FIRST, SECOND), (SECOND, THIRD), (THIRD, None)]


def test_what_turns_out_to_be_no_home_gives_its_days_back() -> None:
    with acting_as(make_user()) as user:
        _, second = homes(user, FIRST, SECOND)
        correct(user, ADDRESS, row_id=second.pk, values={"kind": "other"}, **TYPED)
        assert on_record() == [(FIRST, None), (SECOND, None)]
        correct(user, ADDRESS, row_id=second.pk, values={"kind": "home"}, **TYPED)
        assert on_record() == [(FIRST, SECOND), (SECOND, None)]


def test_a_home_withdrawn_gives_its_days_back_to_the_one_that_it_ended() -> None:
    with acting_as(make_user()) as user:
        first, second, third = homes(user, FIRST, SECOND, THIRD)
        withdraw(user, ADDRESS, row_id=second.pk, ground="wrong-person", why="It is another Reed's.")
        assert on_record() == [(FIRST, THIRD), (THIRD, None)]
        withdraw(user, ADDRESS, row_id=third.pk, ground="wrong-person", why="It is another Reed's.")
        assert on_record() == [(FIRST, None)]
        kinds = Amendment.objects.filter(row_id=first.pk).values_list("kind", "fields")
        assert list(kinds) == [("correction", ["ends"])] * 2


@pytest.mark.django_db(transaction=True)
def test_a_home_that_had_ended_by_itself_stays_ended() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        one: dict[str, Any] = {"nominal_id": nominal.pk, "kind": "home", "lines": "1 Fell Row"}
        record_address(user, **one, starts=FIRST, ends=SECOND)
    with acting_as(user):
        second = record_address(user, **one, starts=SECOND)
    with acting_as(user):
        withdraw(user, ADDRESS, row_id=second.pk, ground="twice", why="It was recorded twice.")
        assert on_record() == [(FIRST, SECOND)]
