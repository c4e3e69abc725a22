"""Reading agencies, their teams and their people."""

from __future__ import annotations

import pytest

from cairn.accounts.agencies.queries import active_agencies, agency_named, officers_of, team_named
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from tests.factories.access import change_user, make_agency, make_user

pytestmark = pytest.mark.django_db


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
