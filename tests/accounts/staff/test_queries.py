"""The people of an agency."""

from __future__ import annotations

import pytest

from cairn.accounts.staff.queries import colleague, colleagues_of, teams_of
from cairn.errors import NotFound
from tests.factories.access import change_user, make_team, make_user

pytestmark = pytest.mark.django_db


def test_those_who_wait_come_first_and_the_suspended_last() -> None:
    active = make_user()
    waiting, suspended = (make_user(agency=active.agency) for _ in range(2))
    make_user()
    change_user(waiting, is_active=False, awaiting_approval=True)
    change_user(suspended, is_active=False)
    assert colleagues_of(active) == [waiting, active, suspended]


def test_somebody_of_another_agency_is_nobody() -> None:
    user, stranger = make_user(), make_user()
    assert colleague(user, user.pk) == user
    with pytest.raises(NotFound):
        colleague(user, stranger.pk)


def test_teams_are_the_agencys_own_by_name() -> None:
    user = make_user()
    first = make_team(user.agency, "A first")
    make_user()
    assert teams_of(user) == [first, user.team]
