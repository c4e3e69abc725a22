"""Everything about one person in a few statements, the same whatever there is to read."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.access.models import Partnership, RestrictedFact
from cairn.accounts.database_user import acting_as
from cairn.record.allocation.subject import ALLOCATION
from cairn.record.convictions.queries import convictions_of
from cairn.record.models import Allocation, Conviction, CourtOrder, Name
from cairn.record.orders.queries import orders_of
from cairn.subjects.reading import read_rows
from cairn.subjects.registry import subjects
from tests.factories.access import make_user
from tests.factories.acts import convict, order
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_rows_come_as_their_own_queries_would_give_them() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        for year in (2014, 2016):
            convict(user, nominal.pk, on=date(year, 3, 2))
        order(user, nominal.pk)
        rows = read_rows(nominal.pk, subjects())
        assert rows.of(Conviction) == tuple(convictions_of(nominal.pk))
        assert rows.of(CourtOrder) == tuple(orders_of(nominal.pk))
        (first, *_) = rows.of(Conviction)
        assert vars(first)["on"] == convictions_of(nominal.pk)[0].on
        with CaptureQueriesContext(connection) as asked:
            assert [len(row.disposals.all()) for row in rows.of(Conviction)] == [1, 1]
            assert {row.nominal for row in rows.of(Name)} == {nominal}
        assert len(asked) == 0


@pytest.mark.parametrize("convictions", [1, 3])
def test_it_takes_as_many_statements_for_three_facts_as_for_one(convictions: int) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        for year in range(convictions):
            convict(user, nominal.pk, on=date(2014 + year, 3, 2))
        with CaptureQueriesContext(connection) as asked:
            read_rows(nominal.pk, subjects())
        assert len(asked) <= 2


def test_other_tables_of_the_person_are_read_in_the_same_statement() -> None:
    """Who works with them, as the page's header needs it; the agencies come with it, secrets of users do not."""
    with acting_as(make_user()) as user:
        nominal = make_person(user, officer=user)
        with CaptureQueriesContext(connection) as asked:
            rows = read_rows(nominal.pk, [ALLOCATION], beside=[Partnership, RestrictedFact])
            (owner,), (allocation,) = rows.of(Partnership), rows.of(Allocation)
            assert owner.agency == user.agency
            assert (allocation.officer, allocation.officer.agency) == (user, user.agency)
            assert rows.of(RestrictedFact) == ()
        assert len(asked) == 2
        assert "password" not in vars(allocation.officer)
