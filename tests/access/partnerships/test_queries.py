"""Reading who works with whom."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.access.models import Relation
from cairn.access.partnerships.queries import partners_of, partnerships_of
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_partners_of_a_day_are_those_whose_partnership_runs_then(django_assert_num_queries) -> None:
    health, housing = make_agency(AgencyKind.HEALTH), make_agency(AgencyKind.HOUSING)
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, today=date(2020, 1, 1))
        for agency, starts, until in [
            (housing, date(2021, 1, 1), None),
            (health, date(2020, 1, 1), date(2020, 12, 31)),
        ]:
            open_partnership(
                officer,
                nominal_id=nominal.pk,
                agency=agency,
                relation=Relation.PARTNER,
                purpose="risk management plan",
                starts=starts,
                until=until,
            )
        with django_assert_num_queries(1):
            last_day = [row.agency for row in partners_of(nominal.pk, as_at=date(2020, 12, 31))]
        next_day = [row.agency for row in partners_of(nominal.pk, as_at=date(2021, 1, 1))]
        every = [row.agency for row in partnerships_of(nominal.pk)]
    assert last_day == [officer.agency, health]
    assert next_day == [officer.agency, housing]
    assert every == [officer.agency, health, housing]
    with acting_as(make_user()):
        assert partners_of(nominal.pk, as_at=date(2021, 1, 1)) == []
        assert partnerships_of(nominal.pk) == []
