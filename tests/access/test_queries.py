"""Reading who works with whom."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.access.acting import acting_as
from cairn.access.models import AgencyKind, Relation
from cairn.access.queries import (
    active_agencies,
    agency_named,
    officers_of,
    partners_of,
    partnerships_of,
    team_named,
)
from cairn.access.roles import Role
from cairn.access.services import open_partnership
from cairn.errors import NotFound
from tests.factories.access import change_user, make_agency, make_user
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


def test_an_agency_is_active_while_somebody_can_sign_in() -> None:
    make_agency(AgencyKind.HOUSING, "Nobody yet")
    left, one, two = (make_user(agency=make_agency(name=name)) for name in ("Left", "B", "A"))
    make_user(agency=one.agency)
    change_user(left, is_active=False)
    assert active_agencies() == [two.agency, one.agency]


def test_officers_are_the_active_managers_of_the_agency_by_name() -> None:
    first = make_user()
    second = make_user(Role.SUPERVISOR, agency=first.agency)
    make_user(Role.RECORDS, agency=first.agency)
    make_user()
    left = make_user(agency=first.agency)
    change_user(left, is_active=False)
    change_user(first, name="Zed")
    change_user(second, name="Abel")
    assert officers_of(first.agency) == [second, first]


def test_an_agency_and_its_team_are_known_by_name_in_capitals_or_not() -> None:
    user = make_user(agency=make_agency(name="North police"))
    elsewhere = make_agency(name="South police")
    assert agency_named(" north POLICE ") == user.agency
    assert team_named(user.agency, "team a") == user.team
    with pytest.raises(NotFound, match="no agency 'East police'"):
        agency_named("East police")
    with pytest.raises(NotFound, match="no team 'team a'"):
        team_named(elsewhere, "team a")
