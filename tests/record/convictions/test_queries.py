from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.record.convictions.queries import convictions_of, offence_note
from cairn.record.convictions.services import NewDisposal
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_convictions_come_newest_first_with_disposals_in_two_statements(
    count: int, django_assert_num_queries: Any
) -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        convict(user, other.pk)
        for year in range(count):
            convict(user, nominal.pk, on=date(2015 + year, 3, 2), disposals=[NewDisposal("fine")])
        with django_assert_num_queries(2):
            found = [
                (row.on.year, [one.kind for one in row.disposals.all()]) for row in convictions_of(nominal.pk)
            ]
    assert found == [(2015 + year, ["fine"]) for year in reversed(range(count))]


def test_an_offence_outside_schedule_3_is_flagged_and_one_within_is_not() -> None:
    assert offence_note("SOA 2003 s.9") == ""
    assert "not an offence in Schedule 3" in offence_note("Theft Act 1968 s.1")
