"""A corrected or withdrawn allocation takes the one before it along."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import BadInput, Conflict
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.services import allocate
from cairn.record.allocation.subject import ALLOCATION
from cairn.record.amendments.services import correct, withdraw
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TYPED = {"ground": "typing", "why": "The day was misread."}
FIRST, SECOND, THIRD = date(2024, 1, 8), date(2024, 3, 4), date(2024, 6, 3)


def allocations(user: User) -> list[Allocation]:
    nominal = make_person(user)
    officers = [user, make_user(agency=user.agency), user]
    return [
        allocate(user, nominal_id=nominal.pk, officer=officer, starts=day)
        for officer, day in zip(officers, (FIRST, SECOND, THIRD), strict=True)
    ]


def on_record() -> list[tuple[date, date | None]]:
    return list(Allocation.objects.order_by("starts").values_list("starts", "ends"))


def test_the_one_before_ends_when_the_corrected_one_begins() -> None:
    with acting_as(make_user()) as user:
        first, second, _ = allocations(user)
        moved = date(2024, 3, 11)
        correct(user, ALLOCATION, row_id=second.pk, values={"starts": moved}, **TYPED)
        assert on_record() == [(FIRST, moved), (moved, THIRD), (THIRD, None)]
        with pytest.raises(Conflict) as refused:
            correct(user, ALLOCATION, row_id=second.pk, values={"starts": date(2023, 1, 2)}, **TYPED)
        assert refused.value.about == ("record_allocation", first.pk)


def test_it_cannot_run_into_the_next_or_end_before_it_begins() -> None:
    with acting_as(make_user()) as user:
        _, second, third = allocations(user)
        for ends in (None, date(2024, 7, 1)):
            with pytest.raises(Conflict) as refused:
                correct(user, ALLOCATION, row_id=second.pk, values={"ends": ends}, **TYPED)
            assert refused.value.about == ("record_allocation", third.pk)
        with pytest.raises(BadInput) as refusal:
            correct(user, ALLOCATION, row_id=second.pk, values={"ends": FIRST}, **TYPED)
        assert refusal.value.field == "ends"


def test_one_that_is_withdrawn_gives_the_person_back() -> None:
    with acting_as(make_user()) as user:
        _, second, third = allocations(user)
        why = {"ground": "mistake", "why": "The wrong officer was chosen."}
        withdraw(user, ALLOCATION, row_id=third.pk, **why)
        assert on_record() == [(FIRST, SECOND), (SECOND, None)]
        withdraw(user, ALLOCATION, row_id=second.pk, **why)
        assert on_record() == [(FIRST, None)]
