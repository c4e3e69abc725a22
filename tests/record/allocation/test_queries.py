"""Reading who manages a person."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.record.allocation.queries import allocations_of, current_allocation
from cairn.record.allocation.services import allocate
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_nobody_has_a_person_who_was_not_allocated() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        assert current_allocation(nominal.pk) is None
        assert allocations_of(nominal.pk) == []


def test_the_officer_and_team_come_in_one_query(django_assert_num_queries) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        allocate(officer, nominal_id=nominal.pk, officer=officer, starts=date(2024, 1, 1))
        with django_assert_num_queries(1):
            now = current_allocation(nominal.pk)
            assert now is not None
            assert (now.officer.name, now.team.name) == (officer.name, "Team A")
